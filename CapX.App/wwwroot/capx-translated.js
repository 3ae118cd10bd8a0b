// Live parts of a page that the browser translates.

// The browser's translator replaces each text node with <font>. Blazor still updates the removed node, so the page would show old text, and inserting before
// it would fail. So the node is put back, empty, before its translation. The translation is removed as soon as Blazor changes or removes the text.
const translations = new WeakMap();
const translatedTexts = new WeakMap();
const translated = new MutationObserver(records => {
    for (const { type, target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
        if (type === 'characterData') showText(target);
        const fonts = [...addedNodes, nextSibling, previousSibling]
            .filter(node => node?.nodeName === 'FONT' && node.parentNode === target && !translatedTexts.has(node));
        for (const node of removedNodes) {
            if (node.isConnected) continue;
            if (node.nodeName === 'FONT') endTranslation(node);
            else if (translations.has(node)) showText(node);
            else if (node.nodeType === Node.TEXT_NODE && fonts.length > 0) keepBeside(fonts.shift(), node);
        }
    }
    // Discards the records of the changes made here.
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

// The user switched back to the original language.
function endTranslation(font) {
    const text = translatedTexts.get(font);
    const words = translations.get(text)?.words;
    if (words === undefined) return;
    translations.delete(text);
    if (text.data === '') text.data = words;
}
