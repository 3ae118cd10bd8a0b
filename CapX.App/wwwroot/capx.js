// The little that the browser does by itself. Everything works without it, save what is live.

// A key that an input method takes for itself, such as the Enter that ends a word in Japanese, is no key for a field. Safari tells it by its number only.
window.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, { capture: true });

// Blazor sets classes on our reconnect element; after a restart the old circuit is gone, and only a new page brings it back.
const reconnect = document.getElementById('components-reconnect-modal');
if (reconnect) {
    new MutationObserver(() => {
        const isLost = ['components-reconnect-failed', 'components-reconnect-rejected'].some(name => reconnect.classList.contains(name));
        if (isLost) reloadWhenServerIsBack();
    }).observe(reconnect, { attributes: true, attributeFilter: ['class'] });
}

let isReloading = false;
async function reloadWhenServerIsBack() {
    if (isReloading) return;
    isReloading = true;
    for (;;) {
        try {
            if ((await fetch('/readyz', { cache: 'no-store' })).ok) break;
        } catch {
            // Still down: ask again.
        }
        await new Promise(resolve => setTimeout(resolve, 1000));
    }
    // The session may be over too, and for a moment after a click the browser would say that a person went where this leads.
    while (navigator.userActivation?.isActive) await new Promise(resolve => setTimeout(resolve, 500));
    location.reload();
}

// The link that skips the header names the page without its query where a secret may stand on it; here the page stays as it is.
document.addEventListener('click', event => {
    if (!event.target.closest?.('.skip-link')) return;
    event.preventDefault();
    document.getElementById('content').focus();
}, { capture: true });

// A menu closes by Escape, by a click beside it, and when the focus leaves it.
document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const open = event.target.closest?.('details.menu[open]');
    if (open) {
        open.open = false;
        open.querySelector('summary').focus();
    }
});
for (const kind of ['click', 'focusin']) {
    document.addEventListener(kind, event => {
        for (const menu of document.querySelectorAll('details.menu[open]')) {
            if (!menu.contains(event.target)) menu.open = false;
        }
    });
}

// In which zone the visitor's clock runs, so that pages can show times as it does. Nothing else is in it.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.split('; ').includes(`capx-zone=${encodeURIComponent(zone)}`)) {
    document.cookie = `capx-zone=${encodeURIComponent(zone)}; path=/; max-age=7776000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
}

// Forms that search: what is empty or as by default stays out of the address.
document.addEventListener('formdata', event => {
    if (!event.target.matches('form[data-tidy]')) return;
    const defaults = new Map([...event.target.elements].filter(field => field.dataset.default).map(field => [field.name, field.dataset.default]));
    for (const [name, value] of [...event.formData.entries()]) {
        if (name.startsWith('find-') || value === '' || defaults.get(name) === value) event.formData.delete(name);
    }
});

// Choosing submits at once. On the page that comes back, what was opened to choose from is open, and the box that was chosen has the focus and stands where it stood.
const folds = () => [...document.querySelectorAll('.filters, .facet')];
let chosen;
document.addEventListener('change', event => {
    // With its button: Blazor's script fails on a form that was sent without one.
    const box = event.target;
    const form = box.matches('[data-submits]') && box.form;
    if (!form) return;
    const sought = box.closest('.facet')?.querySelector('[data-options]');
    chosen = { id: box.id, top: box.getBoundingClientRect().top, opened: folds().map(fold => fold.open), facet: sought?.dataset.facet, find: sought?.value };
    form.requestSubmit(form.querySelector('button[type=submit]'));
});
Blazor.addEventListener('enhancedload', async () => {
    if (!chosen) return;
    const { id, top, opened, facet, find } = chosen;
    chosen = undefined;
    folds().forEach((fold, place) => fold.open ||= opened[place]);
    const field = find && document.querySelector(`[data-options][data-facet="${facet}"]`);
    if (field) {
        field.value = find;
        await showOptions(field);
    }
    const box = document.getElementById(id);
    if (!box) return;
    box.focus({ preventScroll: true });
    scrollBy({ top: box.getBoundingClientRect().top - top, behavior: 'instant' });
});

// Options of a filter are found while typing: the server sends the piece of the page that changes.
const waiting = new WeakMap();
document.addEventListener('input', event => {
    const field = event.target;
    if (!field.matches('[data-options]')) return;
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => showOptions(field), 200));
});

async function showOptions(field) {
    const query = new URLSearchParams(new FormData(field.form));
    query.set('facet', field.dataset.facet);
    query.set('find', field.value);
    const typed = field.value;
    const answer = await fetch(`${field.dataset.options}?${query}`);
    if (!answer.ok || field.value !== typed) return;
    const list = field.closest('details').querySelector('ul');
    list.outerHTML = await answer.text();
}

// On a slow line somebody types before the page is live. The live part then takes the place of what was there, so what was typed moves over.
const early = new Map();
let focused;
for (const kind of ['input', 'change', 'focusin']) {
    document.addEventListener(kind, ({ target }) => {
        if (kind === 'focusin') focused = target.id;
        if (target.id && target.form && !target.closest('[data-live]')) early.set(target.id, target);
    });
}
Blazor.addEventListener('enhancedload', () => early.clear());
new MutationObserver(() => {
    for (const [id, old] of early) {
        const live = !old.isConnected && document.getElementById(id);
        if (!live) continue;
        early.delete(id);
        if (!live.closest('[data-live]')) continue;
        if (id === focused && document.activeElement === document.body) live.focus();
        if (live.value === old.value) continue;
        live.value = old.value;
        live.dispatchEvent(new Event('input', { bubbles: true }));
        live.dispatchEvent(new Event('change', { bubbles: true }));
    }
}).observe(document.body, { subtree: true, childList: true });

// What is typed into a plain form with data-draft is kept on the server within two seconds; a live form keeps it by itself.
const drafts = new Map();
for (const kind of ['input', 'change']) document.addEventListener(kind, ({ target }) => noteDraft(target.form));
document.addEventListener('submit', ({ target }) => endDraft(target.dataset.draft));

function noteDraft(form) {
    const name = form?.dataset.draft;
    if (!name) return;
    const fields = new FormData(form);
    fields.set('draft-name', name);
    fields.set('draft-address', location.pathname + location.search);
    const draft = drafts.get(name);
    if (draft) draft.fields = fields;
    else drafts.set(name, { fields, timer: setTimeout(keepDraft, 1000, name) });
}

// What goes out now needs no draft.
function endDraft(name) {
    clearTimeout(drafts.get(name)?.timer);
    drafts.delete(name);
}

async function keepDraft(name) {
    const { fields } = drafts.get(name);
    drafts.delete(name);
    let status;
    try {
        status = (await fetch('/drafts', { method: 'POST', body: fields, keepalive: document.visibilityState === 'hidden' })).status;
    } catch {
        // The server is away.
    }
    const isDone = status === 204 || status === 409;
    for (const notice of document.querySelectorAll('[data-draft-full]')) if (isDone) notice.hidden = status === 204;
    const isToBeTriedAgain = status === undefined || status === 429 || status >= 500;
    if (isToBeTriedAgain && !drafts.has(name)) drafts.set(name, { fields, timer: setTimeout(keepDraft, 3000, name) });
}

// The page is left, or the phone is put away.
document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    for (const [name, { timer }] of drafts) {
        clearTimeout(timer);
        keepDraft(name);
    }
});

// A button that copies what stands in a field, and says so.
document.addEventListener('click', async ({ target }) => {
    const button = target.closest?.('[data-copies]');
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    let isCopied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
    if (!isCopied) {
        // The older way; where it is closed too, the text stands selected.
        field.focus();
        field.select();
        isCopied = document.execCommand('copy');
    }
    if (isCopied) button.nextElementSibling.textContent = button.dataset.copied;
});

// In a field that suggests, the arrows move through the list and not through the text.
document.addEventListener('keydown', event => {
    if (/^Arrow(Up|Down)$/.test(event.key) && event.target.matches?.('[role="combobox"]')) event.preventDefault();
});

// A live island knows the number of unread notices better than the header, which is no part of it.
new MutationObserver(() => {
    const known = document.querySelector('[data-bell]')?.dataset;
    const place = document.querySelector('[data-bell-place]');
    if (!known || !place || place.ariaLabel === known.bellLabel) return;
    const count = place.querySelector('span:last-child');
    place.ariaLabel = known.bellLabel;
    count.textContent = known.bell;
    count.hidden = known.bellEmpty === 'true';
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-bell-label'] });

// A translator of the browser takes a text out and puts <font> in its place: what Blazor then writes into the text is never seen, and putting something before it fails.
// So the text goes back, empty, before its translation, which goes as soon as the text is written anew or taken away.
const translations = new WeakMap();
const translatedTexts = new WeakMap();
const translated = new MutationObserver(records => {
    for (const { type, target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
        if (type === 'characterData') showText(target);
        const fonts = [...addedNodes, nextSibling, previousSibling].filter(node => node?.nodeName === 'FONT' && node.parentNode === target && !translatedTexts.has(node));
        for (const node of removedNodes) {
            if (node.isConnected) continue;
            if (node.nodeName === 'FONT') endTranslation(node);
            else if (translations.has(node)) showText(node);
            else if (node.nodeType === Node.TEXT_NODE && fonts.length > 0) keepBeside(fonts.shift(), node);
        }
    }
    // What was done here is no news.
    translated.takeRecords();
});
translated.observe(document.body, { subtree: true, childList: true, characterData: true });

function keepBeside(font, text) {
    translations.set(text, { font, words: text.data });
    translatedTexts.set(font, text);
    text.data = '';
    font.before(text);
}

function showText(text) {
    translations.get(text)?.font.remove();
    translations.delete(text);
}

// The page is shown in its own language again.
function endTranslation(font) {
    const text = translatedTexts.get(font);
    const words = translations.get(text)?.words;
    if (words === undefined) return;
    translations.delete(text);
    if (text.data === '') text.data = words;
}

// Back and forward lead to the same place of a page, with the same parts of it open; a link leads to the top of another page, or of the next page of a list.
// The browser does so by itself only where it asks for the page, not where Blazor's script does.
const parts = () => [...document.querySelectorAll('main details')];
const places = readPlaces();
const pageOf = address => address.pathname + new URLSearchParams(address.search).get('page');
let shown = pageOf(location);
let place;
let isMoving = false;
window.addEventListener('popstate', () => {
    place = { href: location.href, ...places[location.href] };
    isMoving = true;
});
Blazor.addEventListener('enhancedload', () => {
    const before = shown;
    shown = pageOf(location);
    // Somebody may have gone on meanwhile, to the top of another page.
    if (place?.opened && place.href === location.href) {
        parts().forEach((part, number) => part.open ||= place.opened[number]);
        scrollTo({ top: place.top, behavior: 'instant' });
    } else if (shown !== before && !location.hash) {
        scrollTo({ top: 0, behavior: 'instant' });
    }
    place = undefined;
    isMoving = false;
});
for (const kind of ['scroll', 'toggle']) {
    document.addEventListener(kind, () => {
        if (!isMoving) places[location.href] = { top: Math.round(scrollY), opened: parts().map(part => part.open) };
    }, { passive: true, capture: true });
}
window.addEventListener('pagehide', keepPlaces);

function readPlaces() {
    try {
        return JSON.parse(sessionStorage.getItem('places')) ?? {};
    } catch {
        // A browser that keeps nothing for this site, or what it kept is broken.
        return {};
    }
}

function keepPlaces() {
    try {
        sessionStorage.setItem('places', JSON.stringify(places));
    } catch {
        // It is lost with the page.
    }
}
