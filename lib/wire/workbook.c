/* The parts of a workbook that say what the others are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"
#include "wire/book.h"

#define RELATIONS_MAX	4096
#define FORMATS_MAX	4096
#define STYLES_MAX	65536
#define NAME_MAX_BYTES	256

/* ---- relations: who refers to which part, under which id ---- */

struct relation {
	char	*id, *type, *target;
};

struct relations {
	struct trouble	*t;
	struct relation	*list;
	size_t		 n, cap;
};

static void
free_relations(struct relations *r)
{
	struct relation *p;

	EACH(p, r->list, r->n) {
		free(p->id);
		free(p->type);
		free(p->target);
	}
	free(r->list);
}

static void
on_relation(void *ctx, const char *name, const struct xml_attrs *attrs)
{
	struct relations *r = ctx;
	struct relation	*p;
	size_t		 n;

	if (strcmp(name, "Relationship") != 0 ||
	    xml_attr(attrs, "TargetMode", &n) != NULL)
		return;		/* what lies outside is nobody's part */
	if (r->n == RELATIONS_MAX) {
		(void)trouble(r->t, CTXH_EFAIL, "%s", T(r->t->h,
		    "the workbook has too many relations; it was refused"));
		return;
	}
	if (mem_grow((void **)&r->list, &r->cap, r->n + 1, sizeof(*r->list)) !=
	    0) {
		(void)trouble_nomem(r->t);
		return;
	}
	p = &r->list[r->n++];
	p->id = xml_text(attrs, "Id");
	p->type = xml_text(attrs, "Type");
	p->target = xml_text(attrs, "Target");
}

static void
on_nothing(void *ctx, const char *name)
{
	(void)ctx, (void)name;
}

static int
ends_with(const char *s, const char *end)
{
	size_t n = s != NULL ? strlen(s) : 0, m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

/* The first of a type; both kinds of workbooks end its name alike. */
static const struct relation *
of_type(const struct relations *r, const char *end)
{
	const struct relation *p;

	EACH(p, r->list, r->n)
		if (ends_with(p->type, end) && p->target != NULL)
			return p;
	return NULL;
}

static const struct relation *
of_id(const struct relations *r, const char *id)
{
	const struct relation *p;

	EACH(p, r->list, r->n)
		if (p->id != NULL && id != NULL && strcmp(p->id, id) == 0 &&
		    p->target != NULL)
			return p;
	return NULL;
}

/* A target as the name of a part: absolute, or seen from the folder of the
 * part that refers to it.  Caller frees. */
static char *
resolve(const char *from, const char *target)
{
	const char	*slash = strrchr(from, '/');
	size_t		 n = 0, part, room;
	char		*out;

	if (*target != '/' && slash != NULL)
		n = (size_t)(slash - from) + 1;
	room = n + strlen(target) + 1;
	if ((out = malloc(room)) == NULL)
		return NULL;
	memcpy(out, from, n);
	for (; *target != '\0'; target += part) {
		part = strcspn(target, "/");
		if (part == 2 && strncmp(target, "..", 2) == 0) {
			for (n -= n > 0; n > 0 && out[n - 1] != '/'; n--)
				;
		} else if (part > 0 && !(part == 1 && *target == '.')) {
			part += target[part] == '/';
			memcpy(out + n, target, part);
			n += part;
			continue;
		}
		part += target[part] == '/';
	}
	out[n] = '\0';
	return out;
}

/* The relations of a part, which stand beside it in _rels. */
static int
read_relations(struct trouble *t, struct archive *a, const char *part,
    struct relations *r)
{
	static const struct xml_handler handler = { on_relation, on_nothing,
	    NULL };
	const char	*slash = strrchr(part, '/');
	int		 n = slash != NULL ? (int)(slash - part) + 1 : 0;
	struct buf	 name = { 0 };
	int		 rc;

	r->t = t;
	buf_fmt(&name, "%.*s_rels/%s.rels", n, part, part + n);
	rc = buf_failed(&name) ? trouble_nomem(t) :
	    xml_read(t, a, name.data, &handler, r);
	buf_free(&name);
	return rc;
}

/* ---- the workbook's own part ---- */

struct reading {
	struct trouble	*t;
	struct archive	*a;
	struct book	*book;
	const char	*part;
	struct relations relations;
};

static void
add_sheet(struct reading *r, const struct xml_attrs *attrs)
{
	struct book	*b = r->book;
	struct book_sheet *s;
	const struct relation *rel;
	size_t		 n;
	const char	*id = xml_relation(attrs, &n);
	char		*name = xml_text(attrs, "name");
	char		*copy = id != NULL ? strndup(id, n) : NULL;

	if (b->nsheets == BOOK_SHEETS || name == NULL ||
	    strlen(name) > NAME_MAX_BYTES) {
		(void)trouble(r->t, CTXH_EFAIL, "%s", T(r->t->h, "the "
		    "workbook has too many sheets, or one without a fit "
		    "name; it was refused"));
		goto done;
	}
	rel = of_id(&r->relations, copy);
	/* Sheets of charts and macros hold no rows. */
	if (rel != NULL && !ends_with(rel->type, "/worksheet"))
		goto done;
	if (mem_grow((void **)&b->sheets, &b->sheets_cap, b->nsheets + 1,
	    sizeof(*b->sheets)) != 0) {
		(void)trouble_nomem(r->t);
		goto done;
	}
	s = &b->sheets[b->nsheets++];
	s->about.name = name;
	name = NULL;
	(void)xml_attr(attrs, "state", &n);
	s->about.hidden = n == 6 || n == 10;	/* hidden, veryHidden */
	s->part = rel != NULL ? resolve(r->part, rel->target) : NULL;
	if (s->part != NULL && !archive_has(r->a, s->part)) {
		free(s->part);
		s->part = NULL;
	}
done:
	free(copy);
	free(name);
}

static void
on_workbook(void *ctx, const char *name, const struct xml_attrs *attrs)
{
	struct reading *r = ctx;

	if (strcmp(name, "workbookPr") == 0)
		r->book->from_1904 = xml_true(attrs, "date1904");
	else if (strcmp(name, "sheet") == 0)
		add_sheet(r, attrs);
}

/* ---- styles: which numbers are days ---- */

struct format {
	uint64_t	 id;
	struct style	 style;
};

struct styles {
	struct trouble	*t;
	struct book	*book;
	struct format	*formats;
	size_t		 n, cap;
	int		 in_cells;	/* inside of cellXfs */
};

static void
add_format(struct styles *s, const struct xml_attrs *attrs)
{
	char *code = xml_text(attrs, "formatCode");

	if (code == NULL || s->n == FORMATS_MAX)
		goto done;
	if (mem_grow((void **)&s->formats, &s->cap, s->n + 1,
	    sizeof(*s->formats)) != 0) {
		(void)trouble_nomem(s->t);
		goto done;
	}
	s->formats[s->n].id = xml_number(attrs, "numFmtId", UINT64_MAX);
	s->formats[s->n++].style = style_of_format(code);
done:
	free(code);
}

static void
add_style(struct styles *s, const struct xml_attrs *attrs)
{
	struct book	*b = s->book;
	uint64_t	 id = xml_number(attrs, "numFmtId", 0);
	struct style	 style = style_of_number(id);
	size_t		 i;

	for (i = 0; i < s->n; i++)
		if (s->formats[i].id == id)
			style = s->formats[i].style;
	if (b->nstyles == STYLES_MAX)
		return;
	if (mem_grow((void **)&b->styles, &b->styles_cap, b->nstyles + 1,
	    sizeof(*b->styles)) != 0)
		(void)trouble_nomem(s->t);
	else
		b->styles[b->nstyles++] = style;
}

static void
on_style(void *ctx, const char *name, const struct xml_attrs *attrs)
{
	struct styles *s = ctx;

	if (strcmp(name, "numFmt") == 0)
		add_format(s, attrs);
	else if (strcmp(name, "cellXfs") == 0)
		s->in_cells = 1;
	else if (s->in_cells && strcmp(name, "xf") == 0)
		add_style(s, attrs);
}

static void
on_style_end(void *ctx, const char *name)
{
	struct styles *s = ctx;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = 0;
}

static int
read_styles(struct reading *r)
{
	static const struct xml_handler handler = { on_style, on_style_end,
	    NULL };
	const struct relation *rel = of_type(&r->relations, "/styles");
	struct styles	 s = { .t = r->t, .book = r->book };
	char		*part;
	int		 rc;

	if (rel == NULL)
		return CTXH_OK;
	if ((part = resolve(r->part, rel->target)) == NULL)
		return trouble_nomem(r->t);
	rc = archive_has(r->a, part) ?
	    xml_read(r->t, r->a, part, &handler, &s) : CTXH_OK;
	free(s.formats);
	free(part);
	return rc;
}

/* ---- all of it ---- */

static int
read_workbook(struct reading *r)
{
	static const struct xml_handler handler = { on_workbook, on_nothing,
	    NULL };
	const struct relation *strings;

	if (read_relations(r->t, r->a, r->part, &r->relations) != CTXH_OK ||
	    xml_read(r->t, r->a, r->part, &handler, r) != CTXH_OK ||
	    read_styles(r) != CTXH_OK)
		return r->t->status;
	strings = of_type(&r->relations, "/sharedStrings");
	if (strings != NULL) {
		r->book->strings = resolve(r->part, strings->target);
		if (r->book->strings == NULL)
			return trouble_nomem(r->t);
	}
	if (r->book->nsheets == 0)
		return trouble(r->t, CTXH_EFAIL, "%s", T(r->t->h,
		    "the workbook has no sheet"));
	return CTXH_OK;
}

/* What else may lie in a ZIP archive. */
static int
no_workbook(struct trouble *t, struct archive *a)
{
	if (archive_has(a, "content.xml"))
		return trouble(t, CTXH_EFAIL, "%s", T(t->h, "an OpenDocument "
		    "file (.ods); save it as Excel workbook (.xlsx)"));
	return trouble(t, CTXH_EFAIL, "%s", T(t->h, "a ZIP archive, but no "
	    "Excel workbook is in it"));
}

int
book_read(struct trouble *t, struct archive *a, struct book *book)
{
	struct reading	 r = { .t = t, .a = a, .book = book };
	struct relations root = { 0 };
	const struct relation *rel;
	char		*part = NULL;

	if (!archive_has(a, "_rels/.rels"))
		return no_workbook(t, a);
	if (read_relations(t, a, "", &root) != CTXH_OK)
		goto done;
	rel = of_type(&root, "/officeDocument");
	if (rel == NULL) {
		(void)no_workbook(t, a);
		goto done;
	}
	if ((part = resolve("", rel->target)) == NULL) {
		(void)trouble_nomem(t);
		goto done;
	}
	r.part = part;
	if (ends_with(part, ".bin"))
		(void)trouble(t, CTXH_EFAIL, "%s", T(t->h, "an Excel workbook "
		    "in binary form (.xlsb); save it as .xlsx"));
	else if (!ends_with(part, "document.xml"))
		(void)read_workbook(&r);
	else
		(void)no_workbook(t, a);
done:
	free_relations(&root);
	free_relations(&r.relations);
	free(part);
	return t->status;
}

void
book_free(struct book *b)
{
	struct book_sheet *s;

	EACH(s, b->sheets, b->nsheets) {
		str_wipe_free((char *)(uintptr_t)s->about.name);
		free(s->part);
	}
	free(b->sheets);
	free(b->styles);
	free(b->strings);
}
