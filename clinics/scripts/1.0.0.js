// Bone check 1.0.0: puts a clinic's questionnaire into its page, in a frame as high as what it shows.
(() => {
  "use strict";
  const script = document.currentScript;
  const {origin} = new URL(script.src);
  const WORDS = {
    en: ["Bone check", "The bone check cannot be shown here.", "Open it in a page of its own."],
    fr: ["Le point sur vos os", "Le point sur vos os ne peut pas s’afficher ici.", "Ouvrez-le dans une page à part."],
    nl: ["Botcheck", "De botcheck kan hier niet worden getoond.", "Open hem op een eigen pagina."],
  };
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const pixels = length => parseFloat(length) || 0;
  const within = (number, least) => Number.isInteger(number) && number >= least && number <= 20000;

  class Form extends HTMLElement {
    connectedCallback() {
      const clinic = this.getAttribute("clinic");
      if (!clinic) return console.error("bonerisk-form: its attribute “clinic” is missing", this);
      const wanted = this.getAttribute("language") || this.closest("[lang]")?.lang || "";
      const code = wanted.slice(0, 2).toLowerCase();
      const lang = WORDS[code] ? code : "en";
      const [title, sorry, open] = WORDS[lang];
      const src = `${origin}/embed/${encodeURIComponent(clinic)}/${WORDS[code] ? `${code}/` : ""}`;
      const frame = make("iframe", {lang, loading: "lazy", src, title});
      const instead = make("p", {lang, textContent: `${sorry} `});
      instead.append(make("a", {href: src, rel: "noopener", target: "_blank", textContent: open}));
      Object.assign(frame.style, {border: 0, display: "block", height: "40rem", width: "100%"});
      this.style.display = "block";
      this.replaceChildren(frame, instead);
      this.converse(frame, instead, clinic);
    }

    disconnectedCallback() {
      this.end?.();
    }

    // Each side names the one origin that it means, and takes nothing from another.
    converse(frame, instead, clinic) {
      let timer, isLater;
      const show = isThere => {
        clearTimeout(timer);
        instead.hidden = isThere;
        while (instead.nextSibling) instead.nextSibling.remove(); // what stood in the element, if it was read later
        frame.style.visibility = isThere ? "" : "hidden"; // and not gone, or it could not tell its height
        if (!isThere) frame.style.height = 0;
      };
      const bring = top => {
        const margin = pixels(getComputedStyle(this).scrollMarginTop);
        const edge = margin + pixels(getComputedStyle(document.documentElement).scrollPaddingTop);
        const place = frame.getBoundingClientRect().top + top;
        if (place >= edge && place < innerHeight / 2) return;
        frame.style.scrollMarginTop = `${margin - top}px`;
        frame.scrollIntoView({behavior: "instant"}); // as a new page would: no motion for anybody
      };
      const hear = ({data, origin: from, source}) => {
        if (source !== frame.contentWindow || from !== origin) return;
        const {bonerisk, height, top} = data || {};
        if (bonerisk === "height" && within(height, 200)) {
          show(true);
          frame.style.height = `${height}px`;
        }
        if (bonerisk === "scroll" && within(top, 0)) bring(top);
        if (bonerisk === "completed") this.dispatchEvent(new CustomEvent("bonerisk:completed", {bubbles: true}));
      };
      show(true);
      addEventListener("message", hear);
      this.end = () => {
        clearTimeout(timer);
        removeEventListener("message", hear);
      };
      frame.onload = () => {
        frame.contentWindow.postMessage({bonerisk: "hello"}, origin);
        if (isLater) bring(0);
        isLater = true;
        clearTimeout(timer);
        timer = setTimeout(() => {
          show(false);
          console.warn(`The bone check does not answer. Add ${location.origin} to the sites of “${clinic}” in its admin, if that is the clinic's short name.`);
        }, 4000);
      };
    }
  }

  if (!customElements.get("bonerisk-form")) customElements.define("bonerisk-form", Form);
  const {clinic, language} = script.dataset;
  if (!clinic || script.nextElementSibling?.getAttribute("clinic") === clinic) return; // there already
  const form = document.createElement("bonerisk-form");
  form.setAttribute("clinic", clinic);
  if (language) form.setAttribute("language", language);
  script.after(form);
})();
