// The little that the browser does by itself. Everything works without it, save what is live.
// While an input method composes a word, its keys are not for the field: Enter ends the word. Safari marks such keys only by the key code 229.
window.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, { capture: true });

// Blazor tells our reconnect element how it goes. A page is paused while nobody looks at it, and when the program stops; the server, or this page, keeps
// what is typed.
const pauseAfter = 5 * 60_000;
let pausing;
let isPaused = false;
document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
    const { state } = event.detail;
    isPaused = state === 'paused';
    if (['failed', 'rejected'].includes(state) || isPaused && !document.hidden) goOnWhenServerIsBack();
});
document.addEventListener('visibilitychange', () => {
    clearTimeout(pausing);
    if (document.hidden) pausing = setTimeout(() => document.querySelector('[data-bell]') && Blazor.pauseCircuit(), pauseAfter);
    else if (isPaused) goOnWhenServerIsBack();
});

let isGoingOn = false;
async function goOnWhenServerIsBack() {
    if (isGoingOn) return;
    isGoingOn = true;
    for (;;) {
        try {
            if ((await fetch('/readyz', { cache: 'no-store' })).ok) break;
        } catch {
            // Still down: ask again.
        }
        await new Promise(resolve => setTimeout(resolve, 1000));
    }
    const was = {
        editor: document.querySelector('.editor'),
        open: [...document.querySelectorAll('.editor details')].map(part => part.open),
        focus: document.activeElement?.id,
    };
    if (await Blazor.resumeCircuit().catch(() => false)) {
        lookAsBefore(was);
    } else {
        // The session may be over too, and for a moment after a click the browser would say that a person went where this leads.
        while (navigator.userActivation?.isActive) await new Promise(resolve => setTimeout(resolve, 500));
        location.reload();
    }
    isGoingOn = false;
}

// The server draws an editor anew: its parts are open as they were, and who was typing goes on typing.
function lookAsBefore({ editor, open, focus }, tries = 100) {
    const now = document.querySelector('.editor details')?.closest('.editor');
    if (!now || now === editor) {
        if (editor && tries > 0) setTimeout(() => lookAsBefore({ editor, open, focus }, tries - 1), 50);
        return;
    }
    now.querySelectorAll('details').forEach((part, place) => { part.open = open[place] ?? part.open; });
    document.getElementById(focus)?.focus({ preventScroll: true });
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
