/* Puts texts in the place of marks; runs and their looks stay as they are. */
#include <string.h>

#include "base/mem.h"
#include "paper/template_part.h"
#include "text/utf8.h"

/* What XML cannot hold; a carriage return says nothing beside its line end. */
static int
is_lost(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe ||
	    c == 0xffff;
}

/* ---- a text with its line ends ---- */

/* Ends the text of a w:t and begins another one behind a break. */
static xmlNodePtr
put_break(struct template *t, xmlNodePtr node, struct buf *text,
    const char *name)
{
	xmlNodePtr	 br, after;

	node_set_text(t, node, text);
	buf_reset(text);
	br = t->lib.element(node->doc, node->ns, (const xmlChar *)name, NULL);
	after = t->lib.element(node->doc, node->ns, node->name, NULL);
	if (br == NULL || after == NULL) {
		if (br != NULL)
			t->lib.free_node(br);
		if (after != NULL)
			t->lib.free_node(after);
		t->failed = 1;
		return node;
	}
	(void)t->lib.add_next(node, br);
	(void)t->lib.add_next(br, after);
	return after;
}

/* Text gets what stands before in the w:t, then comes value, then after. */
static void
put_value(struct template *t, xmlNodePtr node, struct buf *text,
    const char *value, const struct buf *after)
{
	const char	*end = value + strlen(value);
	uint32_t	 c;

	while (value < end && !t->failed) {
		c = utf8_next(&value, end);
		if (c == '\n' || c == '\t')
			node = put_break(t, node, text, c == '\n' ? "br" :
			    "tab");
		else if (c == UTF8_BAD)
			utf8_put(text, 0xfffd);
		else if (!is_lost(c))
			utf8_put(text, c);
	}
	buf_add(text, after->data, after->len);
	node_set_text(t, node, text);
}

/* ---- a mark ---- */

static struct piece *
piece_at(const struct line *l, size_t at)
{
	size_t	 from = 0, to = l->n, i;

	while (from < to) {
		i = from + (to - from) / 2;
		if (at < l->pieces[i].at)
			to = i;
		else if (at >= l->pieces[i].at + l->pieces[i].len)
			from = i + 1;
		else
			return &l->pieces[i];
	}
	return NULL;
}

/* Takes what is in the middle of a mark, and the last one's share of it. */
static void
take_rest(struct template *t, struct piece *first, struct piece *last,
    size_t to, struct buf *b)
{
	struct buf	 none = { 0 };
	struct piece	*p;

	for (p = first + 1; p < last; p++)
		if (node_is(p->node, "t"))
			node_set_text(t, p->node, &none);
		else
			node_drop(t, p->node);
	if (last == first)
		return;
	buf_reset(b);
	node_text(last->node, b);
	if (b->len > to - last->at) {
		none = (struct buf){ .data = b->data + (to - last->at),
		    .len = b->len - (to - last->at) };
	}
	node_set_text(t, last->node, &none);
}

/* Marks are replaced from the last one on: what is before them stays where it
 * is. */
static void
replace(struct template *t, const struct line *l, const struct mark *m,
    const char *value)
{
	struct piece	*first = piece_at(l, m->from);
	struct piece	*last = piece_at(l, m->to - 1);
	struct buf	 text = { 0 }, rest = { 0 }, after = { 0 };

	/* Braces are letters, and these are in a w:t. */
	if (first == NULL || last == NULL)
		return;
	if (first == last) {
		node_text(first->node, &rest);
		if (rest.len > m->to - first->at)
			buf_add(&after, rest.data + (m->to - first->at),
			    rest.len - (m->to - first->at));
	}
	take_rest(t, first, last, m->to, &rest);
	buf_add(&text, l->text.data + first->at, m->from - first->at);
	if (buf_failed(&rest) || buf_failed(&after))
		t->failed = 1;
	put_value(t, first->node, &text, value, &after);
	buf_free(&text);
	buf_free(&rest);
	buf_free(&after);
}

static const char *
value_of(const struct template *t, xmlNodePtr n, const struct mark *m,
    char number[24])
{
	struct meaning	 is;
	const struct scope *s;
	const char	*text = NULL;

	if (!mark_meaning(t, m, &is))
		return "";
	if (is.list == NULL)
		text = ctxh_value_str(is.text);
	/* Only paragraphs and rows have one. */
	for (; is.list != NULL && n != NULL && n->type == XML_ELEMENT_NODE;
	    n = n->parent) {
		s = n->_private;
		if (s != NULL && s->list == is.list)
			return mark_of_item(s, is.field, number);
	}
	return text != NULL ? text : "";
}

struct marks {
	struct mark	*m;
	size_t		 n, cap;
};

static int
find_marks(struct template *t, const struct line *l, struct marks *all)
{
	size_t		 at = 0;
	struct mark	 m;

	while (mark_next(l, &at, &m) == MARK_FOUND) {
		if (mem_grow((void **)&all->m, &all->cap, all->n + 1,
		    sizeof(m)) != 0)
			return fail_nomem(t->h);
		all->m[all->n++] = m;
	}
	return CTXH_OK;
}

static int
fill_paragraph(struct template *t, xmlNodePtr paragraph)
{
	struct line	 l = { 0 };
	struct marks	 all = { 0 };
	char		 number[24];
	size_t		 i;
	int		 rc;

	if ((rc = line_read(t, paragraph, &l)) == CTXH_OK)
		rc = find_marks(t, &l, &all);
	if (rc == CTXH_OK)
		for (i = all.n; i-- > 0;)
			replace(t, &l, &all.m[i], value_of(t, paragraph,
			    &all.m[i], number));
	line_free(&l);
	mem_wipe_free(all.m, all.cap * sizeof(*all.m));
	return rc != CTXH_OK || !t->failed ? rc : fail_nomem(t->h);
}

int
part_fill(struct template *t, const struct docx_part *p)
{
	xmlNodePtr	 root = part_root(p), n;
	int		 rc = CTXH_OK;

	for (n = root; n != NULL && rc == CTXH_OK; n = node_next(n, root))
		if (node_is(n, "p"))
			rc = fill_paragraph(t, n);
	return rc;
}
