/*
 * A document as one page for a browser: everything stands in it, nothing runs,
 * and its markup is XML as well.
 */
#include <string.h>

#include "paper/html_inside.h"
#include "paper/markup.h"
#include "paper/write.h"

#define LONG_ROWS	4	/* to write on, where much is asked for */
#define TICKED		"<span role=\"img\" aria-label=\"đã chọn\">☒</span> "
#define NOT_TICKED	"<span role=\"img\" aria-label=\"không chọn\">☐</span> "

void
html_put(struct html *w, const char *markup)
{
	buf_str(w->out, markup);
}

void
html_text(struct html *w, const char *s)
{
	const char *end;

	if (s == NULL)
		return;
	for (; (end = strchr(s, '\n')) != NULL; s = end + 1) {
		markup_put(w->out, s, (size_t)(end - s));
		html_put(w, "<br/>");
	}
	markup_str(w->out, s);
}

void
html_element(struct html *w, const char *name, const char *class,
    const char *text)
{
	if (class != NULL)
		buf_fmt(w->out, "<%s class=\"%s\">", name, class);
	else
		buf_fmt(w->out, "<%s>", name);
	html_text(w, text);
	buf_fmt(w->out, "</%s>\n", name);
}

/* Ends the list that is open unless it is that one, which is begun. */
static void
list(struct html *w, enum html_list want)
{
	static const char *const begin[] = { "",
	    "<ul class=\"items\">\n", "<dl class=\"fields\">\n" };
	static const char *const end[] = { "", "</ul>\n", "</dl>\n" };

	if (w->list == want)
		return;
	html_put(w, end[w->list]);
	html_put(w, begin[want]);
	w->list = want;
}

/* ---- blocks ---- */

static void
title(struct html *w, const struct block *b)
{
	size_t i;

	w->level = 1;
	html_put(w, "<h1>");
	for (i = 0; i < b->lines.n; i++)
		html_element(w, "span", i > 0 ? "more" : NULL, b->lines.s[i]);
	html_put(w, "</h1>\n");
}

/* No level is left out on the way down, for who hears the page. */
static void
heading(struct html *w, const struct block *b)
{
	char	name[3] = "h2";
	int	level = b->level + 1;

	if (level > w->level + 1)
		level = w->level + 1;
	level = level < 2 ? 2 : level > 4 ? 4 : level;
	w->level = level;
	name[1] = (char)('0' + level);
	html_element(w, name, NULL, b->text);
}

static void
paragraph(struct html *w, const struct block *b)
{
	const unsigned	flags = b->flags;
	char		class[64] = "";

	if (flags & PAPER_BOLD)
		strcat(class, "b ");
	if (flags & PAPER_ITALIC)
		strcat(class, "i ");
	if (flags & PAPER_CENTER)
		strcat(class, "c ");
	if (flags & PAPER_SMALL)
		strcat(class, "small ");
	if (flags & PAPER_WARNING)
		strcat(class, "warn ");
	if (!(flags & (PAPER_CENTER | PAPER_SMALL | PAPER_WARNING |
	    PAPER_ITEM)))
		strcat(class, "text ");
	if (*class != '\0')
		class[strlen(class) - 1] = '\0';
	html_element(w, flags & PAPER_ITEM ? "li" : "p",
	    *class != '\0' ? class : NULL, b->text);
}

/* A label as a question has it: with a colon where nothing ends it. */
static void
label(struct html *w, const char *name, const char *class, const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	buf_fmt(w->out, "<%s%s>", name, class);
	html_text(w, s);
	if (n > 0 && strchr(":?.", s[n - 1]) == NULL)
		html_put(w, ":");
	buf_fmt(w->out, "</%s>", name);
}

static void
field(struct html *w, const struct block *b)
{
	int i;

	html_put(w, "<div>");
	label(w, "dt", "", b->text);
	if (b->value != NULL) {
		html_element(w, "dd", strchr(b->value, '\n') != NULL ?
		    "long" : NULL, b->value);
	} else if (b->flags & PAPER_LONG) {
		html_put(w, "<dd class=\"rows\">");
		for (i = 0; i < LONG_ROWS; i++)
			html_put(w, "<span></span>");
		html_put(w, "</dd>");
	} else {
		html_put(w, "<dd class=\"open\"></dd>");
	}
	html_put(w, "</div>\n");
}

static void
choices(struct html *w, const struct block *b)
{
	size_t i;

	if (b->text != NULL) {
		label(w, "p", " class=\"label\"", b->text);
		html_put(w, "\n");
	}
	html_put(w, "<ul class=\"boxes\">\n");
	for (i = 0; i < b->lines.n; i++) {
		html_put(w, "<li>");
		html_put(w, *b->marks.s[i] != '\0' ? TICKED : NOT_TICKED);
		html_text(w, b->lines.s[i]);
		html_put(w, "</li>\n");
	}
	html_put(w, "</ul>\n");
}

/* Where something is put onto a sheet that was asked for; a sheet that stays
 * empty would be a blank page. */
static void
sheet(struct html *w)
{
	if (w->sheet == NULL)
		return;
	if (w->sheets++ > 0)
		html_put(w, "</section>\n");
	buf_fmt(w->out, "<section class=\"%s\">\n", w->sheet);
	w->sheet = NULL;
}

static enum html_list
list_of(const struct block *b)
{
	if (b->kind == BLOCK_FIELD)
		return HTML_FIELDS;
	return b->kind == BLOCK_PARAGRAPH && b->flags & PAPER_ITEM ?
	    HTML_ITEMS : HTML_NO_LIST;
}

static int
put_block(struct html *w, const struct block *b)
{
	static void (*const put[])(struct html *, const struct block *) = {
		[BLOCK_LETTERHEAD] = html_letterhead,
		[BLOCK_TITLE] = title,
		[BLOCK_TO] = html_to,
		[BLOCK_HEADING] = heading,
		[BLOCK_PARAGRAPH] = paragraph,
		[BLOCK_FIELD] = field,
		[BLOCK_CHOICES] = choices,
		[BLOCK_TABLE] = html_table,
		[BLOCK_FIGURES] = html_figures,
		[BLOCK_SIGNATURES] = html_signatures,
	};

	if (b->kind == BLOCK_PAGE) {
		list(w, HTML_NO_LIST);
		w->sheet = b->flags & PAPER_WIDE ? "sheet wide" : "sheet";
		return CTXH_OK;
	}
	sheet(w);
	list(w, list_of(b));
	if (b->kind == BLOCK_CHART)
		return html_chart(w, b);
	put[b->kind](w, b);
	return CTXH_OK;
}

/* ---- the page ---- */

static void
begin(struct html *w, const struct paper *p)
{
	size_t i;

	html_put(w, "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n"
	    "<meta charset=\"utf-8\"/>\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
	    "base-uri 'none'; form-action 'none'\"/>\n"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\"/>\n"
	    "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
	    "<meta name=\"format-detection\" content=\"telephone=no\"/>\n"
	    "<title>");
	markup_str(w->out, p->name);
	html_put(w, "</title>\n<style>\n");
	for (i = 0; html_style[i] != NULL; i++)
		html_put(w, html_style[i]);
	html_put(w, "</style>\n</head>\n<body>\n<main>\n");
}

static int
has_title(const struct paper *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->blocks[i].kind == BLOCK_TITLE)
			return 1;
	return 0;
}

int
paper_html(ctxh *h, const struct paper *p, struct buf *out)
{
	struct html	w = { .h = h, .out = out, .level = 1,
	    .sheet = "sheet" };
	size_t		i;

	begin(&w, p);
	/* A letter has none that is seen. */
	if (!has_title(p))
		html_element(&w, "h1", "hid", p->name);
	for (i = 0; i < p->n; i++)
		if (put_block(&w, &p->blocks[i]) != CTXH_OK)
			return h->status;
	list(&w, HTML_NO_LIST);
	html_put(&w, w.sheets > 0 ? "</section>\n" : "");
	html_put(&w, "</main>\n</body>\n</html>\n");
	return buf_failed(out) ? fail_nomem(h) : CTXH_OK;
}
