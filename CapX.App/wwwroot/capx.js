// The little that the browser does by itself. Everything works without it, save what is live.

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

// Choosing submits at once; what was opened to choose from stays open on the page that comes back.
const folds = () => [...document.querySelectorAll('.filters, .facet')];
let opened = [];
document.addEventListener('change', event => {
    // With its button: Blazor's script fails on a form that was sent without one.
    const form = event.target.matches('[data-submits]') && event.target.form;
    if (!form) return;
    opened = folds().map(fold => fold.open);
    form.requestSubmit(form.querySelector('button[type=submit]'));
});
Blazor.addEventListener('enhancedload', () => {
    folds().forEach((fold, place) => fold.open ||= opened[place]);
    opened = [];
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

// How long a text is, in characters as the server counts them; said from four fifths of the limit on. A text of more than twice the limit is sent nowhere: it stays in its field, and the last draft stays too.
const isTooLong = field => field.value.length > 2 * field.dataset.longest;
const unseen = /[\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const lengthOf = field => [...(field.type === 'textarea' ? field.value.replace(/\n[^\S\n]*(?:\n[^\S\n]*)+\n/g, '\n\n') : field.value.replace(/\s+/g, ' ')).replace(unseen, '').trim().normalize()].length;
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
    // What the server said of the text before.
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
new MutationObserver(() => document.querySelectorAll('.text-count:not([hidden])').forEach(place => count(document.getElementById(place.dataset.countFor)))).observe(document.body, { subtree: true, childList: true });
countAll();
