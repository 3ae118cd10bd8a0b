// Forms: counts typed text, stores drafts, and moves input over to the live part of a page.

// On a slow connection users type before the page is live. The live part replaces the prerendered one, so their input is copied over.
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

// Stores the input of plain forms with data-draft on the server within two seconds. Live forms do this themselves.
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

// A submitted form needs no draft.
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
        // The server is unreachable.
    }
    const isDone = status === 204 || status === 409;
    for (const notice of document.querySelectorAll('[data-draft-full]')) if (isDone) notice.hidden = status === 204;
    const isToBeTriedAgain = status === undefined || status === 429 || status >= 500;
    if (isToBeTriedAgain && !drafts.has(name)) drafts.set(name, { fields, timer: setTimeout(keepDraft, 3000, name) });
}

// The user leaves the page or puts the phone away.
document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    for (const [name, { timer }] of drafts) {
        clearTimeout(timer);
        keepDraft(name);
    }
});

// Shows the length of a text, counted in code points as on the server, from 80 % of the limit. A text of more than twice the limit is not sent. It stays in
// its field, and the last draft is kept.
const isTooLong = field => field.value.length > 2 * field.dataset.longest;
const unseen = /[\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const lengthOf = field => {
    const text = field.type === 'textarea'
        ? field.value.replace(/\n[^\S\n]*(?:\n[^\S\n]*)+\n/g, '\n\n')
        : field.value.replace(/\s+/g, ' ');
    return [...text.replace(unseen, '').trim().normalize()].length;
};
const inNumbers = number => number.toLocaleString(document.documentElement.lang === 'ar' ? 'ar-EG' : document.documentElement.lang);

function count(field) {
    const place = document.getElementById(`${field.id}-count`);
    if (!place) return;
    const [longest, refused] = [Number(field.dataset.longest), isTooLong(field)];
    const length = refused ? field.value.length : lengthOf(field);
    const said = refused ? place.dataset.refused.replace('{0}', inNumbers(length)) : `${inNumbers(length)} / ${inNumbers(longest)}`;
    place.hidden = length <= 0.8 * longest;
    place.classList.toggle('text-count--over', length > longest);
    place.setAttribute('role', refused ? 'alert' : 'none');
    if (place.textContent !== said) place.textContent = said;
    if (refused) field.setAttribute('aria-invalid', 'true');
    else if (place.hasAttribute('data-marks')) field.removeAttribute('aria-invalid');
    place.toggleAttribute('data-marks', refused);
    // Hides the server's errors about the previous text.
    for (const said of ['wrong-text', 'error']) document.getElementById(`${field.id}-${said}`)?.toggleAttribute('hidden', refused);
}

for (const kind of ['input', 'change']) {
    window.addEventListener(kind, event => {
        if (!event.target.matches?.('[data-longest]')) return;
        count(event.target);
        if (isTooLong(event.target)) event.stopPropagation();
    }, { capture: true });
}
window.addEventListener('submit', event => {
    const field = [...event.target.elements].find(one => one.matches('[data-longest]') && isTooLong(one));
    if (!field) return;
    event.preventDefault();
    event.stopPropagation();
    field.focus();
}, { capture: true });
const countAll = () => document.querySelectorAll('[data-longest]').forEach(count);
Blazor.addEventListener('enhancedload', countAll);
const countShown = () => document.querySelectorAll('.text-count:not([hidden])')
    .forEach(place => count(document.getElementById(place.dataset.countFor)));
new MutationObserver(countShown).observe(document.body, { subtree: true, childList: true });
countAll();
