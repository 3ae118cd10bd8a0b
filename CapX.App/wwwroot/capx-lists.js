// Lists: filters, and restoring the position in a list.

// Search forms: keeps empty and default values out of the URL.
document.addEventListener('formdata', event => {
    if (!event.target.matches('form[data-tidy]')) return;
    const defaults = new Map([...event.target.elements].filter(field => field.dataset.default).map(field => [field.name, field.dataset.default]));
    for (const [name, value] of [...event.formData.entries()]) {
        if (name.startsWith('find-') || value === '' || defaults.get(name) === value) event.formData.delete(name);
    }
});

// A choice submits the form immediately. On the new page, the same parts are open, and the chosen checkbox has the focus at the same position.
const folds = () => [...document.querySelectorAll('.filters, .facet')];
let chosen;
document.addEventListener('change', event => {
    // With its button, because Blazor's script fails on a form submitted without one.
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

// Searches filter options while the user types. The server returns the changed part of the page.
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

// Back and Forward restore the scroll position and the open parts of a page. A link to another page, or to the next page of a list, starts at the top. The
// browser does this itself only for full page loads, not for those by Blazor's script.
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
    // In the meantime, the user may have gone to another page, which starts at the top.
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
        // Storage is disabled for this site, or its content is invalid.
        return {};
    }
}

function keepPlaces() {
    try {
        sessionStorage.setItem('places', JSON.stringify(places));
    } catch {
        // The position is lost with the page.
    }
}
