// Lists: filters, and where one was in a list.

// Forms that search: what is empty or as by default stays out of the address.
document.addEventListener('formdata', event => {
    if (!event.target.matches('form[data-tidy]')) return;
    const defaults = new Map([...event.target.elements].filter(field => field.dataset.default).map(field => [field.name, field.dataset.default]));
    for (const [name, value] of [...event.formData.entries()]) {
        if (name.startsWith('find-') || value === '' || defaults.get(name) === value) event.formData.delete(name);
    }
});

// Choosing submits at once. On the page that comes back, what was opened to choose from is open, and the box that was chosen has the focus and stands
// where it stood.
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

// Back and Forward restore the scroll position and the open parts of a page. A link to another page, or to the next page of a list, starts at the top.
// The browser does this by itself only when it loads the page, not when Blazor's script does.
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
