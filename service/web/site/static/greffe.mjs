// The page works without this file. With it: the date picker goes by itself, the menu folds on small screens, and a
// page that shows today follows the register: when entries are recorded it is asked again, and shown if it changed.

const moment = document.querySelector("form.moment");
const day = moment?.querySelector("#on");
day?.addEventListener("change", () => day.value && moment.requestSubmit());
moment?.addEventListener("submit", () => {
  for (const input of moment.querySelectorAll("input")) if (!input.value) input.disabled = true;
});

const menu = document.querySelector("details.menu");
const wide = matchMedia("(min-width: 60rem)");
const fold = () => menu && (menu.open = wide.matches);
fold();
wide.addEventListener("change", fold);

const ledger = document.body.dataset.live;
if (ledger) follow(ledger);

function follow(ledger) {
  let known = document.body.dataset.position;
  let tag = null;
  const ask = async () => {
    if (document.hidden) return;
    const headers = tag ? { "if-none-match": tag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store" }).catch(() => null);
    if (!answer || answer.status !== 200) return;
    tag = answer.headers.get("etag");
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (told.body.dataset.position === known) return;
    known = told.body.dataset.position;
    show(told);
  };
  setInterval(ask, 5000);
  document.addEventListener("visibilitychange", ask);
}

function show(told) {
  const main = document.querySelector("main");
  if (main.contains(document.activeElement) && document.activeElement !== main) return; // somebody is at work in it
  main.replaceChildren(...told.querySelector("main").childNodes);
  document.querySelector("footer").replaceWith(told.querySelector("footer"));
  const live = document.querySelector("#live");
  live.textContent = live.dataset.said;
}
