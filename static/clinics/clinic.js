// The page of a clinic: the colour's two fields, snippets to copy, and a preview that follows what is typed. All of it
// is there without this script too, as it was saved last.
"use strict";

{
    const form = document.getElementById("clinic");
    const typed = name => form.elements[name]?.value.trim() ?? "";
    const COLOUR = /^#[0-9a-f]{6}$/;
    const colour = () => typed("accent").toLowerCase();

    // The colour as text, and as the browser lets one choose it.
    for (const twin of document.querySelectorAll("[data-twin]")) {
        const text = document.getElementById(twin.dataset.twin);
        const follow = () => { if (COLOUR.test(colour())) twin.value = colour(); };
        follow();
        twin.hidden = false;
        text.addEventListener("input", follow);
        twin.addEventListener("input", () => {
            text.value = twin.value;
            text.dispatchEvent(new Event("input", {bubbles: true}));
        });
    }

    for (const button of document.querySelectorAll("[data-copy]")) {
        const area = document.getElementById(button.dataset.copy);
        const said = button.nextElementSibling;
        area.addEventListener("focus", () => area.select());
        button.hidden = false;
        button.addEventListener("click", async () => {
            area.select();
            try {
                await navigator.clipboard.writeText(area.value);
            } catch { // not over http, or not allowed
                document.execCommand("copy");
            }
            said.textContent = said.dataset.words;
        });
    }

    function paint(inside) {
        const sheet = inside.querySelector("link[href^='/embed/colour/']");
        if (sheet && COLOUR.test(colour())) sheet.setAttribute("href", `/embed/colour/${colour().slice(1)}.css`);
    }

    // The first page names the clinic in a sentence.
    function rename(frame, inside) {
        for (const place of inside.querySelectorAll("[data-contact=name]")) {
            place.dataset.saved ??= place.textContent;
            place.textContent = place.dataset.saved.replace(frame.dataset.name, () => typed("name"));
        }
    }

    function refer(frame, inside) {
        const language = frame.dataset.language;
        const words = {text: typed(`referral_${language}`), phone: typed("phone"), booking: typed("booking_url")};
        const block = inside.querySelector("template").content.firstElementChild.cloneNode(true);
        for (const [name, value] of Object.entries({name: typed("name"), ...words})) {
            const place = block.querySelector(`[data-contact=${name}]`);
            if (!value) place.remove();
            else if (name === "booking") place.removeAttribute("href");
            else place.textContent = place.textContent.replace(`{${name}}`, () => value);
        }
        inside.querySelector("main").replaceChildren(...(Object.values(words).some(Boolean) ? [block] : []));
    }

    const frames = [...document.querySelectorAll(".preview iframe")];

    function follow(frame) {
        const inside = frame.contentDocument;
        if (!inside?.querySelector("main")) return; // not loaded yet
        paint(inside);
        if (frame.matches(".referral")) refer(frame, inside);
        else rename(frame, inside);
    }

    for (const frame of frames) frame.addEventListener("load", () => follow(frame));
    form.addEventListener("input", () => frames.forEach(follow));
    frames.forEach(follow);
}
