/*
 * The text of a paragraph: Word divides it into runs as it likes, because of a
 * spelling mark, a moment of typing or a link, so that marks are looked for in
 * all of it.
 */
#include <string.h>

#include "base/mem.h"
#include "paper/template_part.h"
#include "text/utf8.h"

static void
add_piece(struct template *t, struct line *l, xmlNodePtr node, size_t at)
{
	struct piece *p;

	if (l->text.len == at)
		return;
	if (mem_grow((void **)&l->pieces, &l->cap, l->n + 1,
	    sizeof(*l->pieces)) != 0) {
		t->failed = 1;
		return;
	}
	p = &l->pieces[l->n++];
	p->node = node;
	p->at = at;
	p->len = l->text.len - at;
}

/* What is no text, and may yet have come into a mark. */
static const char *
stands_for(const xmlNode *n)
{
	if (!node_is(n->parent, "r"))
		return NULL;
	if (node_is(n, "tab") || node_is(n, "ptab"))
		return "\t";
	if (node_is(n, "br") || node_is(n, "cr"))
		return "\n";
	return node_is(n, "noBreakHyphen") ? "-" : NULL;
}

int
line_read(struct template *t, xmlNodePtr paragraph, struct line *l)
{
	xmlNodePtr	 n, next;
	const char	*s;
	size_t		 at;

	for (n = node_next(paragraph, paragraph); n != NULL; n = next) {
		next = node_next(n, paragraph);
		at = l->text.len;
		if (node_is(n, "p") || node_is(n, "txbxContent"))
			next = node_after(n, paragraph);
		else if (node_is(n, "t"))
			node_text(n, &l->text);
		else if (n->type == XML_ELEMENT_NODE &&
		    (s = stands_for(n)) != NULL)
			buf_str(&l->text, s);
		add_piece(t, l, n, at);
	}
	return t->failed || buf_failed(&l->text) ? fail_nomem(t->h) : CTXH_OK;
}

void
line_free(struct line *l)
{
	buf_free(&l->text);
	mem_wipe_free(l->pieces, l->cap * sizeof(*l->pieces));
	memset(l, 0, sizeof(*l));
}

/* ---- marks ---- */

/* What was meant: blanks and hyphens of whatever kind, no invisible ones. */
static uint32_t
plain(uint32_t c)
{
	if (c == '\t' || c == '\n' || c == '\r' || c == 0xa0 || c == 0x3000 ||
	    c == 0x202f || (c >= 0x2000 && c <= 0x200a))
		return ' ';
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	if (c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0xfeff ||
	    (c >= 0x202a && c <= 0x202e))
		return 0;
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* One that is too long is cut: it is no known one. */
static void
read_name(const char *s, size_t n, char name[MARK_MAX])
{
	const char	*end = s + n, *from;
	size_t		 len = 0;
	uint32_t	 c, was;

	while (s < end && len < MARK_MAX - 8) {
		from = s;
		was = utf8_next(&s, end);
		c = plain(was);
		if (c == ' ' && (len == 0 || name[len - 1] == ' '))
			continue;
		if (c == UTF8_BAD)
			name[len++] = '?';
		else if (c < 0x80 && c != 0)
			name[len++] = (char)c;
		else if (c != 0) {
			memcpy(name + len, from, (size_t)(s - from));
			len += (size_t)(s - from);
		}
	}
	while (len > 0 && name[len - 1] == ' ')
		len--;
	name[len] = '\0';
}

static const char *
find(const char *s, const char *end, const char *braces)
{
	for (; end - s >= 2; s++)
		if (memcmp(s, braces, 2) == 0)
			return s;
	return NULL;
}

int
mark_next(const struct line *l, size_t *at, struct mark *m)
{
	const char *text = l->text.data, *end, *from, *to, *again;

	if (l->text.len <= *at)
		return MARK_NONE;
	end = text + l->text.len;
	if ((from = find(text + *at, end, "{{")) == NULL)
		return MARK_NONE;
	while (end - from > 2 && from[2] == '{')
		from++;
	to = find(from + 2, end, "}}");
	again = find(from + 2, end, "{{");
	m->from = (size_t)(from - text);
	if (to == NULL || (again != NULL && again < to))
		return MARK_OPEN;
	m->to = (size_t)(to - text) + 2;
	read_name(from + 2, (size_t)(to - from) - 2, m->name);
	*at = m->to;
	return MARK_FOUND;
}
