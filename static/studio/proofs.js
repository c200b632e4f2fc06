// While the proofs run, their page is asked for again, and what it says by then is put in place. A screen reader
// is told at each quarter, and at the end.
"use strict";

const SECONDS = 2;
const told = document.querySelector("#told");
let quarters = 0;

async function look() {
    const page = await asked().catch(() => null); // the site does not answer at the moment
    if (page) {
        renew(page.querySelector("#proofs"));
    }
    if (document.querySelector("#progress")) {
        window.setTimeout(look, SECONDS * 1000);
    }
}

async function asked() {
    const response = await fetch(window.location.href, { cache: "no-store" });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
}

function renew(proofs) {
    if (!proofs) {
        window.location.reload(); // somebody signed out
        return;
    }
    const progress = proofs.querySelector("#progress");
    if (progress) {
        document.querySelector("#progress").replaceWith(progress);
        tell(progress);
    } else {
        finish(proofs);
    }
}

function tell(progress) {
    const reached = Math.floor(Math.max(0, progress.querySelector("progress").position) * 4);
    if (reached > quarters) {
        quarters = reached;
        told.textContent = progress.querySelector("span").textContent;
    }
}

function finish(proofs) {
    const before = document.querySelector("#proofs");
    const hadFocus = before.contains(document.activeElement);
    before.replaceWith(proofs);
    const verdict = proofs.querySelector(".verdict");
    told.textContent = hadFocus ? "" : verdict.textContent;
    if (hadFocus) {
        verdict.focus();
    }
}

window.setTimeout(look, SECONDS * 1000);
