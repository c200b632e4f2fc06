// Makes the questionnaire quicker where scripts run; without this file everything works, a page later.
"use strict";

const CONDITION = /^(\w+) (is not|is|<|≥|includes) (\S+)$/;
const TESTS = {
  "is": (given, value) => given[0] === value,
  "is not": (given, value) => given[0] !== value,
  "includes": (given, value) => given.includes(value),
  "<": (given, value) => number(given[0]) < value,
  "≥": (given, value) => number(given[0]) >= value,
};
const root = document.documentElement;
const isFramed = root.classList.contains("framed") && parent !== window;
let form;

// Pages follow each other in one document, so that the browser's own Back works: it cannot go back to the answer to a
// form that no cache may keep. What was answered stays in the page; the history knows the steps only.
let isUnderWay = false;
let turns = 0;
const step = () => form?.action.split("/").at(-2) ?? "";

async function turn(address, fields, isNew) {
  const mine = ++turns;
  form.setAttribute("aria-busy", "true");
  const answer = await fetch(address, {method: "POST", body: new URLSearchParams(fields)}).catch(() => null);
  const next = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== turns) return; // somebody was quicker
  if (!answer || answer.status >= 500) return sayThatItFailed();
  const before = step();
  const begin = next.querySelector("[autofocus]");
  begin?.removeAttribute("autofocus"); // in a frame, browsers complain of it
  document.title = next.title;
  root.lang = next.documentElement.lang;
  document.body.replaceWith(document.adoptNode(next.body));
  setUp();
  isUnderWay = Boolean(form);
  const start = form?.action.replace(/[^/]+\/$/, "");
  history[isNew && !isFramed && step() !== before ? "pushState" : "replaceState"]({step: step()}, "", start);
  scrollTo(0, 0);
  begin?.focus({preventScroll: isFramed});
  if (isFramed) lookAt(begin?.id ? begin : root);
}

function submit(event) {
  const {submitter} = event;
  if (!submitter || submitter.formTarget) return;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  const address = submitter.getAttribute("formaction") ?? form.action;
  turn(address, [...new FormData(form), [submitter.name, submitter.value]], true);
}

// Nothing is lost: the page stays as it is, and says that it can be sent again.
function sayThatItFailed() {
  form.removeAttribute("aria-busy");
  const notice = document.getElementById("failed") ?? document.createElement("p");
  Object.assign(notice, {id: "failed", role: "alert", className: "alert alert-danger", textContent: form.dataset.failed});
  (form.querySelector(".actions") ?? form).prepend(notice);
  lookAt(notice);
  if (!isFramed && history.state?.step !== step()) history.pushState({step: step()}, "");
}

function travel({state}) {
  turns += 1; // whatever is under way is not wanted any more
  form?.removeAttribute("aria-busy");
  if (!state || state.step === step()) return;
  if (!form || !state.step) return location.reload();
  const go = ["result", "summary"].includes(state.step) ? state.step : `change:${state.step}`;
  turn(form.action, [...new FormData(form), ["go", go]], false);
}

// Further questions of the same page appear at once.
const number = text => parseFloat(text.replace(",", "."));
const inputs = name => [...form.querySelectorAll(`[name="${name}"]`)];
const given = name => inputs(name)
  .filter(input => !input.disabled && (input.type === "text" ? input.value : input.checked))
  .map(input => input.value)
  .filter(value => value !== "unknown");

// What is asked on another page was weighed there: here it is neither true nor false, but undefined.
function holds(condition) {
  const [, name, operator, value] = CONDITION.exec(condition);
  if (!inputs(name).length) return undefined;
  const answer = given(name);
  return answer.length > 0 && TESTS[operator](answer, value);
}

const all = text => (text ? text.split("; ") : []);

function showWhatIsAsked() {
  for (const question of form.querySelectorAll("[data-if], [data-unless]")) {
    const asked = all(question.dataset.if).every(condition => holds(condition) !== false)
      && !all(question.dataset.unless).some(condition => holds(condition));
    question.hidden = !asked;
    for (const input of question.querySelectorAll("input")) input.disabled = !asked;
  }
}

function openTemplates() {
  for (const template of form.querySelectorAll("template")) {
    const [question, also] = template.content.children;
    question.append(also);
    template.replaceWith(question);
  }
}

function count({target}) {
  const button = target.closest("[data-by]");
  if (!button) return;
  const input = button.parentElement.querySelector("[data-most]");
  const by = Number(button.dataset.by);
  const next = input.value ? (number(input.value) || 0) + by : Math.max(by, 0);
  input.value = Math.min(Math.max(next, 0), input.dataset.most);
  input.dispatchEvent(new Event("input", {bubbles: true}));
}

// “None of these” and “I don’t know” stand alone, and a number is known or not.
function keepConsistent({target}) {
  const question = target.closest(".question");
  if (target.type === "checkbox" && target.checked) {
    const alone = input => ["none", "unknown"].includes(input.value);
    for (const other of inputs(target.name)) {
      if (other !== target && (alone(target) || alone(other))) other.checked = false;
    }
    if (target.name.endsWith("__unknown")) {
      for (const text of question.querySelectorAll("[type=text]")) text.value = "";
    }
  }
  if (target.type === "text" && target.value) {
    for (const box of question.querySelectorAll("[name$=__unknown]")) box.checked = false;
  }
  showWhatIsAsked();
}

function setUp() {
  form = document.getElementById("page");
  form?.addEventListener("submit", submit);
  if (form?.querySelector(".question")) {
    openTemplates();
    showWhatIsAsked();
    form.addEventListener("input", keepConsistent);
    form.addEventListener("click", count);
  }
  for (const button of document.querySelectorAll("[data-do=print]")) {
    button.hidden = false;
    button.onclick = () => print();
  }
  for (const link of document.querySelectorAll("[data-do=wipe]")) {
    link.onclick = event => {
      event.preventDefault();
      isUnderWay = false;
      form = null;
      document.body.replaceChildren(); // no engine may keep it for its Back
      location.replace(link.href);
    };
  }
}

// A link to a place on this page is no entry in the history: nobody goes back to it. In a frame, no link is.
function follow(event) {
  const link = event.target.closest("a:not([target])");
  const target = link?.hash && document.querySelector(link.hash);
  if (!target && !(isFramed && link?.origin === location.origin)) return;
  event.preventDefault();
  if (!target) return location.replace(link);
  lookAt(target);
  target.focus({preventScroll: isFramed});
}

// Only the page around a frame can fit it, and scroll it into view. It is told how high and where, in steps of 32
// pixels, and once that there is a result: never an answer.
const inSteps = pixels => Math.min(Math.ceil(pixels / 32) * 32, 20000);
let host, isDone;

function tell(bonerisk, more) {
  parent.postMessage({bonerisk, ...more}, host);
}

function fit() {
  if (!host) return;
  const height = inSteps(Math.max(root.getBoundingClientRect().height, 200));
  root.toggleAttribute("data-fitted", height < 20000);
  tell("height", {height});
  if (isDone || !document.querySelector(".level")) return;
  tell("completed");
  isDone = true;
}

function lookAt(place) {
  if (!host) return place.scrollIntoView();
  fit();
  const {top} = (place.closest(".question") ?? place).getBoundingClientRect();
  tell("scroll", {top: inSteps(Math.max(top - 31, 0))});
}

function greet({source, origin, data}) {
  const known = [location.origin, ...root.dataset.parents.split(" ")];
  if (source !== parent || data?.bonerisk !== "hello" || !known.includes(origin)) return;
  host = origin;
  fit();
}

if (isFramed) {
  addEventListener("message", greet);
  new ResizeObserver(fit).observe(root);
}
const sandboxed = document.getElementById("sandboxed"); // so is a tab that a sandboxed frame has opened
if (origin === "null") sandboxed?.parentElement.replaceChildren(sandboxed.content);

setUp();
document.addEventListener("click", follow);
history.replaceState({step: step()}, "");
addEventListener("popstate", travel);
addEventListener("pageshow", event => {
  if (event.persisted && !document.body.firstElementChild) location.reload(); // somebody came back to a wiped page
});
addEventListener("beforeunload", event => {
  if (isUnderWay) event.preventDefault();
});
