// Small enhancements in the browser. Everything works without them, except live pages. While an input method composes a word, its keys are not for the field:
// Enter ends the word. Safari marks such keys only by key code 229.
window.addEventListener('keydown', event => {
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, { capture: true });

// Blazor reports the connection state to the reconnect element. A page pauses while it is hidden for long, and when the server stops. The
// server, or this page, keeps the input.
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
            // A server that stops may leave a request unanswered.
            if ((await fetch('/readyz', { cache: 'no-store', signal: AbortSignal.timeout(3000) })).ok) break;
        } catch {
            // Still down, so it asks again.
        }
        await new Promise(resolve => setTimeout(resolve, 1000));
    }
    const was = {
        editor: document.querySelector('.editor'),
        open: [...document.querySelectorAll('.editor details')].map(part => part.open),
        focus: document.activeElement?.id,
    };
    // A resumption that gets no answer never ends.
    const late = new Promise(resolve => setTimeout(resolve, 15_000, false));
    if (await Promise.race([Blazor.resumeCircuit().catch(() => false), late])) {
        lookAsBefore(was);
    } else {
        // The session may have ended too. Shortly after a click, the browser would mark the reload as started by the user (Sec-Fetch-User).
        while (navigator.userActivation?.isActive) await new Promise(resolve => setTimeout(resolve, 500));
        location.reload();
    }
    isGoingOn = false;
}

// The server renders a resumed editor again. This restores its open parts and the focus.
function lookAsBefore({ editor, open, focus }, tries = 100) {
    const now = document.querySelector('.editor details')?.closest('.editor');
    if (!now || now === editor) {
        if (editor && tries > 0) setTimeout(() => lookAsBefore({ editor, open, focus }, tries - 1), 50);
        return;
    }
    now.querySelectorAll('details').forEach((part, place) => { part.open = open[place] ?? part.open; });
    document.getElementById(focus)?.focus({ preventScroll: true });
}

// On pages that may contain secrets, the href of the skip link has no query. This code handles the link, so that the page does not change.
document.addEventListener('click', event => {
    if (!event.target.closest?.('.skip-link')) return;
    event.preventDefault();
    document.getElementById('content').focus();
}, { capture: true });

// Closes a menu on Escape, on a click outside, and when it loses the focus.
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

// Stores the viewer's time zone in a cookie, so that pages can show local times. The cookie contains nothing else.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.split('; ').includes(`capx-zone=${encodeURIComponent(zone)}`)) {
    document.cookie = `capx-zone=${encodeURIComponent(zone)}; path=/; max-age=7776000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
}

// A button that copies the value of a field and confirms it.
document.addEventListener('click', async ({ target }) => {
    const button = target.closest?.('[data-copies]');
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    let isCopied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
    if (!isCopied) {
        // The older API. If it fails too, the text stays selected for the user.
        field.focus();
        field.select();
        isCopied = document.execCommand('copy');
    }
    if (isCopied) button.nextElementSibling.textContent = button.dataset.copied;
});

// In a combobox, the arrow keys move through the list and not through the text.
document.addEventListener('keydown', event => {
    if (/^Arrow(Up|Down)$/.test(event.key) && event.target.matches?.('[role="combobox"]')) event.preventDefault();
});

// Updates the bell in the header with the count of unread notices from a live island, because the header is in no island.
new MutationObserver(() => {
    const known = document.querySelector('[data-bell]')?.dataset;
    const place = document.querySelector('[data-bell-place]');
    if (!known || !place || place.ariaLabel === known.bellLabel) return;
    const count = place.querySelector('span:last-child');
    place.ariaLabel = known.bellLabel;
    count.textContent = known.bell;
    count.hidden = known.bellEmpty === 'true';
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-bell-label'] });
