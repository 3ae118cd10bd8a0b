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
    location.reload();
}

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
