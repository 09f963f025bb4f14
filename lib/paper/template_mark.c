/* What a mark stands for, and what is said of one that stands for nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "paper/template_part.h"
#include "text/near.h"

#define TOLD	10	/* unknown marks that a message names */
#define LETTERS_MAX ((size_t)1 << 20)	/* bytes of a paragraph's text */
#define MARKS_MAX 2000

/* ---- what there is ---- */

/* The mark's letters are small; those of a key need not be. */
static int
same(const char *key, const char *name, size_t n)
{
	size_t	i;
	char	c;

	for (i = 0; i < n; i++) {
		c = key[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '\0' || c != name[i])
			return 0;
	}
	return key[n] == '\0';
}

static const ctxh_value *
member(const ctxh_value *object, const char *name, size_t n)
{
	const ctxh_value *v;

	VALUE_EACH(v, object)
		if (same(ctxh_value_key(v), name, n))
			return v;
	return NULL;
}

static int
is_list(const ctxh_value *v)
{
	return v != NULL && ctxh_value_kind(v) == CTXH_LIST;
}

/* Whether marks says of any field of a list that there is one. */
static int
has_fields(const struct template *t, const char *list)
{
	const ctxh_value *v;
	size_t		 n = strlen(list);

	VALUE_EACH(v, t->marks)
		if (strncmp(ctxh_value_key(v), list, n) == 0 &&
		    ctxh_value_key(v)[n] == '.')
			return 1;
	return 0;
}

static int
field_known(const struct template *t, const struct mark *m,
    const struct meaning *is)
{
	const ctxh_value *item;

	if (is->field == NULL || strcmp(is->field, "n") == 0)
		return 1;
	if (member(t->marks, m->name, strlen(m->name)) != NULL)
		return 1;
	VALUE_EACH(item, is->list)
		if (member(item, is->field, strlen(is->field)) != NULL)
			return 1;
	return ctxh_value_count(is->list) == 0 &&
	    !has_fields(t, ctxh_value_key(is->list));
}

int
mark_meaning(const struct template *t, const struct mark *m,
    struct meaning *is)
{
	const char	*dot = strchr(m->name, '.');
	size_t		 n = dot != NULL ? (size_t)(dot - m->name) :
		    strlen(m->name);
	const ctxh_value *v = member(t->marks, m->name, n);

	memset(is, 0, sizeof(*is));
	if (is_list(v)) {
		is->list = v;
		is->field = dot != NULL ? dot + 1 : NULL;
		return field_known(t, m, is);
	}
	if (dot != NULL)
		v = member(t->marks, m->name, strlen(m->name));
	if (v == NULL || is_list(v))
		return 0;
	is->text = v;
	return 1;
}

const char *
mark_of_item(const struct scope *s, const char *field, char number[24])
{
	const ctxh_value *v = member(s->item, field, strlen(field));
	const char	*text = v != NULL ? ctxh_value_str(v) : NULL;

	if (v == NULL && strcmp(field, "n") == 0) {
		(void)snprintf(number, 24, "%zu", s->n);
		return number;
	}
	return text != NULL ? text : "";
}

/* ---- what is wrong ---- */

static const char *
place_text(const ctxh *h, enum place place)
{
	switch (place) {
	case PLACE_HEADER:
		return T(h, "a header");
	case PLACE_FOOTER:
		return T(h, "a footer");
	case PLACE_FOOTNOTE:
		return T(h, "a footnote");
	case PLACE_ENDNOTE:
		return T(h, "an endnote");
	case PLACE_COMMENT:
		return T(h, "a comment");
	default:
		return T(h, "the text");
	}
}

static int
where(struct template *t, const struct docx_part *p, const char *mark)
{
	(void)fail_where_text(t->h, "mark", mark);
	return fail_where_text(t->h, "part", p->name);
}

static int
not_closed(struct template *t, const struct docx_part *p,
    const struct line *l, const struct mark *m)
{
	char shown[CLIP_SIZE];

	(void)fail(t->h, CTXH_EUSAGE, T(t->h, "a mark is not closed in %s: "
	    "\"%s\"; write }} after its name, in the same paragraph"),
	    place_text(t->h, p->place), clip(l->text.data + m->from, shown));
	return where(t, p, shown);
}

static int
no_field(struct template *t, const struct docx_part *p, const struct mark *m)
{
	(void)fail(t->h, CTXH_EUSAGE, T(t->h, "the mark \"{{%s}}\" in %s is "
	    "a list; write \"{{%s.FIELD}}\" in a row of a table"), m->name,
	    place_text(t->h, p->place), m->name);
	return where(t, p, m->name);
}

static int
two_lists(struct template *t, const struct docx_part *p,
    const ctxh_value *a, const ctxh_value *b)
{
	(void)fail(t->h, CTXH_EUSAGE, T(t->h, "marks of two lists, \"%s\" and "
	    "\"%s\", stand in one row or paragraph of %s; give each a row of "
	    "its own"), ctxh_value_key(a), ctxh_value_key(b),
	    place_text(t->h, p->place));
	return where(t, p, ctxh_value_key(b));
}

static int
remember(struct template *t, const struct docx_part *p, const struct mark *m)
{
	struct texts	*u = &t->unknown;
	size_t		 i;

	for (i = 0; i < u->n; i++)
		if (strcmp(u->s[i], m->name) == 0)
			return CTXH_OK;
	if (u->n > TOLD + 1)
		return CTXH_OK;
	if (mem_grow((void **)&u->s, &u->cap, u->n + 1, sizeof(*u->s)) != 0 ||
	    (u->s[u->n] = strdup(m->name)) == NULL)
		return fail_nomem(t->h);
	if (u->n++ == 0)
		t->unknown_in = p;
	return CTXH_OK;
}

static int
too_long(struct template *t, const struct docx_part *p)
{
	(void)fail(t->h, CTXH_EUSAGE, T(t->h, "a paragraph of %s is too long, "
	    "or has more than %d marks; divide it"),
	    place_text(t->h, p->place), MARKS_MAX);
	return fail_where_text(t->h, "part", p->name);
}

/* ---- the check ---- */

static int
check_line(struct template *t, const struct docx_part *p,
    const struct line *l)
{
	struct meaning	 is;
	struct mark	 m;
	size_t		 at = 0, n = 0;
	int		 found, rc;

	if (l->text.len > LETTERS_MAX)
		return too_long(t, p);
	while ((found = mark_next(l, &at, &m)) == MARK_FOUND) {
		if (n++ == MARKS_MAX)
			rc = too_long(t, p);
		else if (!mark_meaning(t, &m, &is))
			rc = remember(t, p, &m);
		else if (is.list != NULL && is.field == NULL)
			rc = no_field(t, p, &m);
		else
			rc = CTXH_OK;
		if (rc != CTXH_OK)
			return rc;
	}
	return found == MARK_OPEN ? not_closed(t, p, l, &m) : CTXH_OK;
}

/* The code of a field is no text: a mark there would stay as it is. */
static int
check_code(struct template *t, const struct docx_part *p, xmlNodePtr n,
    struct buf *code)
{
	char shown[CLIP_SIZE];
	const char *mark;

	if (node_is(n, "p"))
		buf_reset(code);
	if (!node_is(n, "instrText"))
		return CTXH_OK;
	node_text(n, code);
	if (buf_failed(code))
		return fail_nomem(t->h);
	if (code->len == 0 || (mark = strstr(code->data, "{{")) == NULL)
		return CTXH_OK;
	(void)fail(t->h, CTXH_EUSAGE, T(t->h, "a mark stands in the code of a "
	    "field in %s: \"%s\"; write it as plain text"),
	    place_text(t->h, p->place), clip(mark, shown));
	return where(t, p, shown);
}

int
mark_check(struct template *t, const struct docx_part *p)
{
	xmlNodePtr	 root = part_root(p), n;
	struct buf	 code = { 0 };
	const ctxh_value *list, *other;
	struct line	 l = { 0 };
	int		 rc = CTXH_OK;

	for (n = root; n != NULL && rc == CTXH_OK; n = node_next(n, root)) {
		rc = check_code(t, p, n, &code);
		if (rc != CTXH_OK || (!node_is(n, "p") && !node_is(n, "tr")))
			continue;
		if (node_is(n, "p") && (rc = line_read(t, n, &l)) == CTXH_OK)
			rc = check_line(t, p, &l);
		line_free(&l);
		if (rc != CTXH_OK)
			break;
		list = unit_list(t, n, &other);
		if (t->failed)
			rc = fail_nomem(t->h);
		else if (other != NULL)
			rc = two_lists(t, p, list, other);
	}
	buf_free(&code);
	return rc;
}

/* ---- marks that nobody knows ---- */

static void
offer(struct near *near, const char *prefix, const char *key, struct buf *b,
    struct buf *best)
{
	const char *was = near->best;

	buf_reset(b);
	buf_str(b, prefix);
	buf_str(b, key);
	if (buf_failed(b))
		return;
	near_offer(near, b->data);
	if (near->best == was)
		return;
	buf_reset(best);
	buf_str(best, b->data);
	near->best = "";	/* there is one; its letters are in best */
}

/* Into best, which stays empty where none is near. */
static void
nearest(const struct template *t, const char *mark, struct buf *best)
{
	struct near	 near = { .word = mark };
	struct buf	 b = { 0 }, list = { 0 };
	const ctxh_value *v, *item, *field;

	VALUE_EACH(v, t->marks) {
		if (!is_list(v)) {
			offer(&near, "", ctxh_value_key(v), &b, best);
			continue;
		}
		buf_reset(&list);
		buf_fmt(&list, "%s.", ctxh_value_key(v));
		item = ctxh_value_first(v);
		VALUE_EACH(field, item)
			offer(&near, list.data, ctxh_value_key(field), &b,
			    best);
		offer(&near, list.data, "n", &b, best);
	}
	buf_free(&list);
	buf_free(&b);
}

static void
put_others(const struct template *t, struct buf *b)
{
	char	shown[CLIP_SIZE];
	size_t	i;

	for (i = 1; i < t->unknown.n && i <= TOLD; i++)
		buf_fmt(b, "%s\"{{%s}}\"", i > 1 ? ", " : "",
		    clip(t->unknown.s[i], shown));
	if (i < t->unknown.n)
		buf_str(b, ", ...");
}

int
mark_unknown(struct template *t)
{
	struct buf	 best = { 0 }, b = { 0 }, others = { 0 };
	char		 shown[CLIP_SIZE];
	const char	*mark;

	if (t->unknown.n == 0)
		return CTXH_OK;
	mark = t->unknown.s[0];
	nearest(t, mark, &best);
	buf_fmt(&b, T(t->h, "the mark \"{{%s}}\" in %s is not known"),
	    clip(mark, shown), place_text(t->h, t->unknown_in->place));
	if (best.len > 0)
		buf_fmt(&b, T(t->h, "; did you mean \"{{%s}}\"?"), best.data);
	else
		buf_str(&b, T(t->h, "; --template-help lists those that are"));
	if (t->unknown.n > 1) {
		put_others(t, &others);
		buf_fmt(&b, T(t->h, "; not known either: %s"),
		    others.len > 0 ? others.data : "");
	}
	if (buf_failed(&b))
		(void)fail_nomem(t->h);
	else {
		(void)fail(t->h, CTXH_EUSAGE, "%s", b.data);
		(void)where(t, t->unknown_in, mark);
	}
	buf_free(&best);
	buf_free(&b);
	buf_free(&others);
	return t->h->status;
}
