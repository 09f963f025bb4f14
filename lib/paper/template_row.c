/*
 * Rows that stand once for each item of a list, or paragraphs where there is
 * no table.  Nothing is filled in here, so that each mark in a copy is one of
 * the template's and none of a text's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paper/template_part.h"

#define COPIES_MAX	20000	/* of a document */
#define NODES_MAX	1000000	/* some 150 MB */

/* ---- what repeats ---- */

/* A row, or a paragraph that is in none; a text box begins anew. */
static xmlNodePtr
unit_of(xmlNodePtr paragraph)
{
	xmlNodePtr n;

	for (n = paragraph->parent; n != NULL; n = n->parent) {
		if (node_is(n, "txbxContent"))
			break;
		if (node_is(n, "tr"))
			return n;
	}
	return paragraph;
}

static void
list_of_line(struct template *t, xmlNodePtr paragraph,
    const ctxh_value **list, const ctxh_value **other)
{
	struct line	 l = { 0 };
	struct meaning	 is;
	struct mark	 m;
	size_t		 at = 0;

	if (line_read(t, paragraph, &l) != CTXH_OK)
		t->failed = 1;
	while (!t->failed && mark_next(&l, &at, &m) == MARK_FOUND) {
		if (!mark_meaning(t, &m, &is) || is.list == NULL)
			continue;
		if (*list == NULL)
			*list = is.list;
		else if (*list != is.list)
			*other = is.list;
	}
	line_free(&l);
}

const ctxh_value *
unit_list(struct template *t, xmlNodePtr unit, const ctxh_value **other)
{
	const ctxh_value *list = NULL;
	xmlNodePtr	 n;

	*other = NULL;
	if (node_is(unit, "p")) {
		if (unit_of(unit) == unit)
			list_of_line(t, unit, &list, other);
		return list;
	}
	for (n = node_next(unit, unit); n != NULL; n = node_next(n, unit))
		if (node_is(n, "p") && unit_of(n) == unit)
			list_of_line(t, n, &list, other);
	return list;
}

/* ---- what must be there once ---- */

static int
is_once(const xmlNode *n)
{
	static const char *const names[] = {
		"bookmarkStart", "bookmarkEnd", "commentRangeStart",
		"commentRangeEnd", "commentReference", "permStart", "permEnd",
		"sectPr"
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (node_is(n, names[i]))
			return 1;
	return n->type == XML_ELEMENT_NODE && node_is(n, "id") &&
	    node_is(n->parent, "sdtPr");
}

/* The numbers of pictures and shapes begin behind the largest there is. */
static unsigned long
largest_picture(xmlNodePtr root)
{
	unsigned long	 most = 0, id;
	const char	*s;
	xmlNodePtr	 n;

	for (n = root; n != NULL; n = node_next(n, root)) {
		if (n->type != XML_ELEMENT_NODE ||
		    strcmp((const char *)n->name, "docPr") != 0)
			continue;
		s = node_attr(n, "id");
		id = s != NULL ? strtoul(s, NULL, 10) : 0;
		if (id > most && id < 0x70000000)
			most = id;
	}
	return most;
}

/* Word's own numbers of paragraphs, which need not be there. */
static void
drop_numbers(struct template *t, xmlNodePtr n)
{
	xmlAttrPtr a, next;

	for (a = n->properties; a != NULL; a = next) {
		next = a->next;
		if (strcmp((const char *)a->name, "paraId") == 0 ||
		    strcmp((const char *)a->name, "textId") == 0)
			(void)t->lib.remove_attr(a);
	}
}

static void
make_unlike(struct template *t, xmlNodePtr copy, unsigned long *picture)
{
	xmlNodePtr	 n, next;
	char		 id[24];

	for (n = copy; n != NULL; n = next) {
		next = node_next(n, copy);
		if (n->type != XML_ELEMENT_NODE)
			continue;
		if (is_once(n)) {
			next = node_after(n, copy);
			node_drop(t, n);
			continue;
		}
		drop_numbers(t, n);
		if (strcmp((const char *)n->name, "docPr") == 0 &&
		    node_attr(n, "id") != NULL) {
			(void)snprintf(id, sizeof(id), "%lu", ++*picture);
			if (t->lib.set_attr(n, (const xmlChar *)"id",
			    (const xmlChar *)id) == NULL)
				t->failed = 1;
		}
	}
}

/* ---- copying ---- */

static int
too_many(struct template *t, const struct docx_part *p,
    const ctxh_value *list)
{
	(void)fail(t->h, CTXH_EUSAGE, T(t->h, "the document grows too large "
	    "with the rows of \"%s\"; take the table out of the template, or "
	    "choose fewer"), ctxh_value_key(list));
	(void)fail_where_text(t->h, "mark", ctxh_value_key(list));
	return fail_where_text(t->h, "part", p->name);
}

static void
add_scope(struct template *t, xmlNodePtr unit, const ctxh_value *list,
    const ctxh_value *item, size_t n)
{
	struct scope *s = calloc(1, sizeof(*s));

	if (s == NULL) {
		t->failed = 1;
		return;
	}
	*s = (struct scope){ t->scopes, list, item, n };
	t->scopes = s;
	unit->_private = s;
}

static size_t
count_nodes(xmlNodePtr root)
{
	xmlNodePtr	n;
	size_t		count = 0;

	for (n = root; n != NULL; n = node_next(n, root))
		count++;
	return count;
}

static int
repeat(struct template *t, const struct docx_part *p, xmlNodePtr unit,
    const ctxh_value *list, unsigned long *picture)
{
	size_t		 i, items = ctxh_value_count(list);
	const ctxh_value *item = ctxh_value_first(list);
	xmlNodePtr	 copy, last = unit;

	t->copies += items;
	t->nodes += items * count_nodes(unit);
	if (t->copies > COPIES_MAX || t->nodes > NODES_MAX)
		return too_many(t, p, list);
	for (i = 1; i < items && !t->failed; i++) {
		if ((copy = t->lib.copy(unit, unit->doc, 1)) == NULL)
			return fail_nomem(t->h);
		(void)t->lib.add_next(last, copy);
		/* Half of it may be missing. */
		if (t->failed)
			break;
		make_unlike(t, copy, picture);
		last = copy;
	}
	for (i = 1, last = unit; i <= items && !t->failed; i++) {
		add_scope(t, last, list, item, i);
		last = last->next;
		item = ctxh_value_next(item);
	}
	return t->failed ? fail_nomem(t->h) : CTXH_OK;
}

/* ---- where there are no items ---- */

static xmlNodePtr
beside(xmlNodePtr n, int forward)
{
	do
		n = forward ? n->next : n->prev;
	while (n != NULL && n->type != XML_ELEMENT_NODE);
	return n;
}

/* What holds paragraphs must have one, and a cell ends with one. */
static int
is_needed(xmlNodePtr paragraph)
{
	xmlNodePtr n;

	for (n = node_next(paragraph, paragraph); n != NULL;
	    n = node_next(n, paragraph))
		if (node_is(n, "sectPr"))
			return 1;
	if (node_is(beside(paragraph, 0), "p"))
		return 0;
	return !node_is(beside(paragraph, 1), "p");
}

static void
empty(struct template *t, xmlNodePtr paragraph)
{
	xmlNodePtr n, next;

	for (n = paragraph->children; n != NULL; n = next) {
		next = n->next;
		if (!node_is(n, "pPr"))
			node_drop(t, n);
	}
}

/* Whether a table, or what stands for it around the row, has other rows. */
static int
has_rows(xmlNodePtr root)
{
	xmlNodePtr n;

	for (n = node_next(root, root); n != NULL; n = node_next(n, root))
		if (node_is(n, "tr"))
			return 1;
	return 0;
}

/* Returns what comes after what was dropped. */
static xmlNodePtr
drop_row(struct template *t, xmlNodePtr row, xmlNodePtr root)
{
	xmlNodePtr	 around = row->parent, up;
	xmlNodePtr	 next = node_after(row, root);
	int		 is_table;

	node_drop(t, row);
	for (; around != root && !has_rows(around); around = up) {
		up = around->parent;
		/* Content controls and the like between a table and rows. */
		if (node_is(around, "sdtContent"))
			continue;
		if (!node_is(around, "tbl") && !node_is(around, "sdt") &&
		    !node_is(around, "customXml"))
			break;
		is_table = node_is(around, "tbl");
		next = node_after(around, root);
		node_drop(t, around);
		if (is_table)
			break;
	}
	return next;
}

/* ---- all of a part ---- */

/* Returns where to go on. */
static xmlNodePtr
take_out(struct template *t, xmlNodePtr unit, xmlNodePtr root)
{
	xmlNodePtr next = node_after(unit, root);

	if (node_is(unit, "tr"))
		return drop_row(t, unit, root);
	if (is_needed(unit))
		empty(t, unit);
	else
		node_drop(t, unit);
	return next;
}

int
rows_repeat(struct template *t, const struct docx_part *p)
{
	xmlNodePtr	 root = part_root(p), n, next;
	const ctxh_value *list, *other;
	unsigned long	 picture = largest_picture(root);
	int		 rc = CTXH_OK;

	for (n = node_next(root, root); n != NULL && rc == CTXH_OK;
	    n = next) {
		list = NULL;
		if ((node_is(n, "p") || node_is(n, "tr")) &&
		    n->_private == NULL)
			list = unit_list(t, n, &other);
		if (list != NULL && ctxh_value_count(list) == 0) {
			next = take_out(t, n, root);
			continue;
		}
		if (list != NULL)
			rc = repeat(t, p, n, list, &picture);
		/* A row's own tables may have rows that repeat. */
		next = node_next(n, root);
	}
	return t->failed ? fail_nomem(t->h) : rc;
}
