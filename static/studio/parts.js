// Choosing what a new condition is about, with the mouse, goes on at once. With the keyboard each arrow would choose:
// there “Continue” stays to be pressed.
"use strict";

for (const select of document.querySelectorAll("select[data-continue]")) {
    let byKeyboard = false;
    select.addEventListener("keydown", () => { byKeyboard = true; });
    select.addEventListener("pointerdown", () => { byKeyboard = false; });
    select.addEventListener("change", () => {
        if (select.value && !byKeyboard) {
            select.form.requestSubmit(select.parentElement.querySelector("button"));
        }
    });
}

// What was typed and not saved: the browser asks before the page is left.
const form = document.querySelector("form[data-unsaved]");
if (form) {
    const written = () => new URLSearchParams(new FormData(form)).toString();
    const saved = form.dataset.unsaved === "yes" ? null : written();
    let isSent = false;
    form.addEventListener("submit", () => { isSent = true; });
    window.addEventListener("pageshow", () => { isSent = false; });
    window.addEventListener("beforeunload", (event) => {
        if (!isSent && written() !== saved) {
            event.preventDefault();
        }
    });
}
