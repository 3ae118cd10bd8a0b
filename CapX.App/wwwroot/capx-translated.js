// Live parts of a page that the browser translates.

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
