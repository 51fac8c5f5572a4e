// The page works without this file. With it: a day that is picked is shown at once, the menu folds on small screens, a
// slider goes through the days on which a body changed, and a page that shows today follows the register: the live feed
// says that something was recorded, the page is asked again, and shown if it changed.

const wide = matchMedia("(min-width: 60rem)");
const EVERY = 5000; // milliseconds between two questions where there is no feed
let tag = null;
let source = null;
let polling = null;
let waiting = null;
let begun = false;

enhance();
follow();
wide.addEventListener("change", fold);
document.addEventListener("visibilitychange", follow);

function enhance() {
  fold();
  choose(document.querySelector("form.moment"));
  slide(document.querySelector(".slide"));
}

function fold() {
  const menu = document.querySelector("details.menu");
  if (menu) menu.open = wide.matches;
}

// A date that is typed is sent with Enter: on the way to 2026 it was the year 2, 20 and 202.
function choose(moment) {
  const day = moment?.querySelector("#on");
  let typed = false;
  day?.addEventListener("keydown", () => (typed = true));
  day?.addEventListener("pointerdown", () => (typed = false));
  day?.addEventListener("change", () => day.value && !typed && moment.requestSubmit());
  moment?.addEventListener("submit", () => {
    for (const input of moment.querySelectorAll("input")) if (!input.value) input.disabled = true;
  });
}

// The days are those of the list beside it, the latest first.
function slide(form) {
  const days = [...document.querySelectorAll(".changes > li > a")].reverse();
  if (!form || days.length < 2) return;
  const range = form.querySelector("input");
  const told = form.querySelector("output");
  const say = () => {
    told.textContent = days[range.value].textContent;
    range.setAttribute("aria-valuetext", told.textContent);
  };
  range.max = days.length - 1;
  range.value = range.dataset.value;
  say();
  form.hidden = false;
  range.addEventListener("input", say);
  range.addEventListener("change", () => go(days[range.value].href, `#${range.id}`));
}

async function go(href, focus) {
  const answer = await fetch(href).catch(() => null);
  if (!answer?.ok) return location.assign(href);
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  const height = scrollY;
  document.title = told.title;
  document.body.replaceWith(told.body);
  history.replaceState(null, "", href);
  tag = null;
  enhance();
  follow();
  document.querySelector(focus)?.focus({ preventScroll: true });
  scrollTo({ top: height, behavior: "instant" });
}

// A page that nobody looks at keeps no connection: a browser has few of them for one site.
function follow() {
  source?.close();
  clearInterval(polling);
  polling = null;
  const address = document.body.dataset.live;
  if (!address || document.hidden) return;
  if (begun) ask();
  begun = true;
  source = new EventSource(address);
  source.addEventListener("next", ({ data }) => /Entry$/.test(JSON.parse(data).data?.entries.__typename) && soon());
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) polling ??= setInterval(ask, EVERY);
  });
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 200);
}

async function ask() {
  const headers = tag ? { "if-none-match": tag } : {};
  const answer = await fetch(location.href, { headers, cache: "no-store" }).catch(() => null);
  if (answer?.status !== 200) return;
  tag = answer.headers.get("etag");
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (told.body.dataset.position !== document.body.dataset.position) show(told);
}

function show(told) {
  const main = document.querySelector("main");
  if (main.contains(document.activeElement) && document.activeElement !== main) return; // somebody is at work in it
  document.body.dataset.position = told.body.dataset.position;
  main.replaceChildren(...told.querySelector("main").childNodes);
  document.querySelector("footer").replaceWith(told.querySelector("footer"));
  slide(document.querySelector(".slide"));
  const live = document.querySelector("#live");
  live.textContent = live.dataset.said;
}
