// Starts GraphiQL with the settings that the page carries. Whatever stands in the headers editor goes along with each
// request, and with a subscription as the payload of connection_init: {"Authorization": "Bearer ..."}.
"use strict";

const settings = JSON.parse(document.getElementById("settings").textContent);
const socket = new URL(settings.endpoint, location.href);
socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";

const fetcher = GraphiQL.createFetcher({
  url: settings.endpoint,
  subscriptionUrl: socket.href,
  enableIncrementalDelivery: false,
});

// On a first visit GraphiQL shows the first tab's query without its variables and headers. Given on a later one, they
// would open one more tab each time.
const [first] = settings.tabs;
const isFirstVisit = !localStorage.getItem("graphiql:tabState");
const opening = isFirstVisit && first ? { variables: first.variables ?? undefined, headers: first.headers ?? undefined } : {};

// "#page=/fr/<ledger>/gouvernance" opens what a page of the site asks: it is written at the foot of that page.
async function askedBy(page) {
  if (!page?.startsWith("/") || page.startsWith("//")) return null;
  const answer = await fetch(page).catch(() => null);
  const told = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const [query, variables] = [...(told?.querySelectorAll(".same code") ?? [])].map((each) => each.textContent);
  return query ? { query, variables } : null;
}

const show = (asked) => ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    ...(asked ?? opening),
    defaultTabs: settings.tabs,
    defaultQuery: "",
    defaultEditorToolsVisibility: "headers",
    // A token is typed again rather than left behind in the browser.
    shouldPersistHeaders: false,
  }),
);

askedBy(new URLSearchParams(location.hash.slice(1)).get("page")).then(show);
