/*
 * What is wrong on the page that is open, as a list of [rule, detail].  It is
 * evaluated in the browser by browser.pl, which says what to look for:
 *
 *	width	how wide the paper or the screen is, in CSS pixels
 *	dark	whether the browser was told that people want it dark
 *	print	whether it is laid out for paper
 *	page	only what stands on the paper of this name ("" has none), or null
 *	once	also what does not depend on any of these
 */
(function (want) {
'use strict';
const found = [];
const seen = new Set();

function
say(rule, detail)
{
	const text = detail.replace(/\s+/g, ' ').trim();

	if (!seen.has(rule + text))
		found.push([rule, text]);
	seen.add(rule + text);
}

function
name(e)
{
	let s = e.localName;

	if (e.id)
		s += '#' + e.id;
	else if (e.classList.length)
		s += '.' + e.classList[0];
	return s;
}

function
quote(text)
{
	const s = text.replace(/\s+/g, ' ').trim();

	return '"' + (s.length > 50 ? s.slice(0, 50) + '...' : s) + '"';
}

const styles = new Map();
function
style(e)
{
	if (!styles.has(e))
		styles.set(e, getComputedStyle(e));
	return styles.get(e);
}

/* The element and what it lies in, from the inside. */
function
above(e)
{
	const list = [];

	for (; e; e = e.parentElement)
		list.push(e);
	return list;
}

/* Only for programs that read aloud: one pixel, or cut to nothing. */
function
unseen(e)
{
	return above(e).some(a => style(a).position === 'absolute' &&
	    a.getBoundingClientRect().width <= 1 &&
	    a.getBoundingClientRect().height <= 1);
}

/* The paper on which an element lies: the nearest that names one. */
function
paper(e)
{
	const a = above(e).find(x => (style(x).page || 'auto') !== 'auto');

	return a ? style(a).page : '';
}

function
here(e)
{
	return want.page === null || paper(e) === want.page;
}

/* --- what there is to see ------------------------------------------------ */

const texts = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let n = walk.nextNode(); n; n = walk.nextNode()) {
	const e = n.parentElement;

	if (!n.data.trim() || !e.checkVisibility({visibilityProperty: true,
	    contentVisibilityAuto: true}))
		continue;
	const range = document.createRange();
	range.selectNodeContents(n);
	const rects = [...range.getClientRects()].filter(r => r.width > 0 &&
	    r.height > 0);
	if (rects.length)
		texts.push({node: n, e, rects, aloud: unseen(e)});
}
const elements = [...document.body.querySelectorAll('*')].filter(e =>
    e.checkVisibility({visibilityProperty: true}) && !unseen(e));

/* --- what does not fit ---------------------------------------------------- */

/* On a screen a box may be pushed aside; on paper nobody can. */
function
scrolls(e)
{
	return !want.print && above(e).some(a =>
	    a !== document.documentElement && a !== document.body &&
	    /auto|scroll/.test(style(a).overflowX));
}

function
beyond(r)
{
	return r.right > want.width + 0.6 || r.left + scrollX < -0.6;
}

function
fits()
{
	const root = document.documentElement;
	const rule = want.print ? 'cut' : 'overflow';

	if (root.clientWidth > want.width + 1) {
		say('viewport', 'laid out ' + root.clientWidth +
		    ' px wide, where there are ' + want.width);
		return;
	}
	for (const e of elements) {
		const r = e.getBoundingClientRect();
		if (here(e) && r.width && beyond(r) && !scrolls(e) &&
		    !(e instanceof SVGElement && e.ownerSVGElement))
			say(rule, name(e) + ' reaches from ' +
			    Math.round(r.left) + ' to ' + Math.round(r.right) +
			    ' px, where there are ' + want.width + ': ' +
			    quote(e.textContent));
	}
	for (const t of texts)
		if (!t.aloud && here(t.e) && t.rects.some(beyond) &&
		    !scrolls(t.e))
			say(rule, 'text beyond the edge: ' + quote(t.node.data));
	if (want.page === null && root.scrollWidth > root.clientWidth)
		say(rule, 'the page is ' + root.scrollWidth + ' px wide, where ' +
		    'there are ' + root.clientWidth);
}

/* Text that a box hides, in whole or in part. */
function
clips()
{
	for (const e of elements) {
		const s = style(e);
		const x = e.scrollWidth > e.clientWidth + 1;
		const y = e.scrollHeight > e.clientHeight + 1;
		const hides = want.print ? /hidden|clip|auto|scroll/ :
		    /hidden|clip/;

		if (!here(e) || e instanceof SVGElement || !e.clientWidth ||
		    e === document.body || !e.textContent.trim())
			continue;
		if ((x && hides.test(s.overflowX)) ||
		    (y && hides.test(s.overflowY)))
			say(want.print ? 'cut' : 'clipped', name(e) +
			    ' hides a part of ' + quote(e.textContent));
	}
	for (const t of texts) {
		const svg = t.e.closest('svg');
		const s = svg && svg.getBoundingClientRect();

		if (svg && style(svg).overflowX !== 'visible' &&
		    !t.aloud && here(t.e) && t.rects.some(r =>
		    r.left < s.left - 1 || r.right > s.right + 1 ||
		    r.top < s.top - 1 || r.bottom > s.bottom + 1))
			say('clipped', 'text beyond its picture: ' +
			    quote(t.node.data));
	}
}

/* --- what cannot be copied -------------------------------------------------- */

function
squeeze(s)
{
	return s.normalize('NFC').replace(/\s+/g, '').toLowerCase();
}

function
selects()
{
	const sel = getSelection();

	sel.selectAllChildren(document.documentElement);
	const all = squeeze(sel.toString());
	sel.removeAllRanges();
	for (const t of texts) {
		const none = above(t.e).find(a =>
		    style(a).userSelect === 'none');
		if (none)
			say('select', name(none) + ' lets nobody select ' +
			    quote(t.node.data));
		else if (!all.includes(squeeze(t.node.data)))
			say('select', 'not in a selection of the whole page: ' +
			    quote(t.node.data));
	}
	for (const e of [document.body, ...elements])
		for (const which of ['::before', '::after']) {
			const c = getComputedStyle(e, which).content;
			if (/["'].*[\p{L}\p{N}].*["']|counter|attr\(/u.test(c))
				say('pseudo', name(e) + which +
				    ' writes what cannot be selected: ' + c);
		}
}

/* --- contrast (WCAG 2.2, 1.4.3) ------------------------------------------- */

const dot = document.createElement('canvas').getContext('2d',
    {willReadFrequently: true});
/* [red, green, blue, alpha], of 255 and 1. */
function
colour(text)
{
	const m = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/
	    .exec(text);

	if (m)
		return [+m[1], +m[2], +m[3], m[4] === undefined ? 1 : +m[4]];
	dot.clearRect(0, 0, 1, 1);
	dot.fillStyle = text;
	dot.fillRect(0, 0, 1, 1);
	const d = dot.getImageData(0, 0, 1, 1).data;
	return [d[0], d[1], d[2], d[3] / 255];
}

function
over(top, below)
{
	return [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]))
	    .concat(1);
}

function
luminance(c)
{
	const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ?
	    v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function
contrast(a, b)
{
	const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);

	return (x + 0.05) / (y + 0.05);
}

/* What the browser paints where the page paints nothing. */
function
canvas()
{
	return want.dark && /dark/.test(style(document.documentElement)
	    .colorScheme) ? [18, 18, 18, 1] : [255, 255, 255, 1];
}

function
behind(e)
{
	let c = canvas();

	for (const a of above(e).reverse()) {
		if (a instanceof SVGElement && a.ownerSVGElement)
			break;
		if (style(a).backgroundImage !== 'none')
			return null;
		c = over(colour(style(a).backgroundColor), c);
	}
	return c;
}

/* Of a picture the shapes that are painted before the text and lie there. */
function
painted(e, x, y)
{
	const svg = e.closest('svg');
	let c = behind(svg);

	for (const shape of svg.querySelectorAll('rect, path, circle, ' +
	    'ellipse, polygon')) {
		const s = style(shape);
		if (!(shape.compareDocumentPosition(e) &
		    Node.DOCUMENT_POSITION_FOLLOWING) || s.fill === 'none' ||
		    shape.closest('defs, clipPath, mask, pattern') ||
		    !shape.checkVisibility({visibilityProperty: true}))
			continue;
		const at = new DOMPoint(x, y).matrixTransform(
		    shape.getScreenCTM().inverse());
		if (!shape.isPointInFill(at))
			continue;
		if (s.fill.startsWith('url(')) {
			c = null;
			continue;
		}
		const f = colour(s.fill);
		f[3] *= s.fillOpacity * opacity(shape);
		/* What is painted over a pattern lies there alone. */
		if (c || f[3] === 1)
			c = over(f, c || f);
	}
	return c;
}

function
opacity(e)
{
	return above(e).reduce((o, a) => o * style(a).opacity, 1);
}

function
reads(t)
{
	const s = style(t.e);
	const svg = t.e.closest('svg');
	const ink = colour(svg ? s.fill : s.webkitTextFillColor);
	let worst = Infinity;

	ink[3] *= opacity(t.e) * (svg ? s.fillOpacity : 1);
	for (const r of t.rects)
		for (const part of svg ? [0.03, 0.5, 0.97] : [0.5]) {
			const ground = svg ? painted(t.e, r.left +
			    r.width * part, r.top + r.height / 2) : behind(t.e);
			worst = Math.min(worst, ground ?
			    contrast(over(ink, ground), ground) : 0);
		}
	return worst;
}

function
contrasts()
{
	for (const t of texts) {
		const c = t.aloud || !here(t.e) ? 21 : reads(t);

		if (c === 0)
			say('contrast', name(t.e) + ' lies on a picture or a ' +
			    'gradient: ' + quote(t.node.data));
		else if (c < 4.495)
			say('contrast', name(t.e) + ' has ' + c.toFixed(2) +
			    ' to 1: ' + quote(t.node.data));
	}
}

/* --- what the page says of itself ---------------------------------------- */

function
headings()
{
	const all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
	let last = 0;

	if (!all.length)
		say('heading', 'the page has none');
	for (const h of all) {
		const level = +h.localName[1];
		if (level > last + 1)
			say('heading', h.localName + ' after ' + (last ?
			    'h' + last : 'nothing') + ': ' +
			    quote(h.textContent));
		last = level;
	}
}

function
tables()
{
	for (const t of document.querySelectorAll('table')) {
		const heads = [...t.querySelectorAll('th')];

		if (/^(presentation|none)$/.test(t.getAttribute('role') || ''))
			continue;
		if (!heads.length)
			say('table', name(t) + ' has no heads: ' +
			    quote(t.textContent));
		for (const h of heads)
			if (!/^(col|row)(group)?$/.test(
			    h.getAttribute('scope') || ''))
				say('table', 'a head without a scope: ' +
				    quote(h.textContent));
	}
}

function
itself()
{
	if (!/^[a-z]{2}/.test(document.documentElement.lang))
		say('lang', 'the page does not say its language');
	if (!document.title.trim())
		say('title', 'the page has no title');
	headings();
	tables();
}

fits();
clips();
contrasts();
selects();
if (want.once)
	itself();
return {found, letters: texts.filter(t => !t.aloud).map(t => ({
    text: t.node.data, transform: style(t.e).textTransform }))};
})
