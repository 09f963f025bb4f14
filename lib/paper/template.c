#include "paper/template.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "paper/template_part.h"
#include "paper/zip.h"
#include "wire/book.h"

#define TYPES		"[Content_Types].xml"
#define PART_MAX	((size_t)64 << 20)	/* a picture */
#define XML_MAX		((size_t)16 << 20)	/* a part with text */
#define ALL_MAX		((size_t)128 << 20)
#define PARTS_MAX	1000
#define CHUNK		((size_t)32 << 10)
#define TEMPLATE_TYPE	"wordprocessingml.template.main+xml"
#define DOCUMENT_TYPE	"wordprocessingml.document.main+xml"

/* ---- reading the archive ---- */

static int
no_docx(ctxh *h)
{
	return fail(h, CTXH_EUSAGE, "%s", T(h, "the template is no .docx "
	    "document; open it in Word and save it as \"Word document "
	    "(.docx)\""));
}

static int
bad_part(struct template *t, const char *name)
{
	(void)fail(t->h, CTXH_EUSAGE, T(t->h, "the template is damaged: its "
	    "part \"%s\" cannot be unpacked; open it in Word and save it "
	    "anew"), name);
	return fail_where_text(t->h, "part", name);
}

struct bytes {
	const char	*p;
	size_t		 n;
};

static int
read_at(void *ctx, uint64_t at, void *buf, size_t size, size_t *got)
{
	const struct bytes *b = ctx;

	*got = at >= b->n ? 0 : b->n - (size_t)at;
	if (*got > size)
		*got = size;
	if (*got > 0)
		memcpy(buf, b->p + at, *got);
	return 0;
}

static int
unpack(struct archive *a, const char *name, struct buf *out)
{
	struct part	*p;
	char		 chunk[CHUNK];
	size_t		 got;
	int		 rc = part_open(a, name, &p);

	while (rc == CTXH_OK && !buf_failed(out)) {
		rc = part_read(p, chunk, sizeof(chunk), &got);
		if (rc != CTXH_OK || got == 0)
			break;
		buf_add(out, chunk, got);
	}
	part_close(p);
	return rc;
}

static int
add_part(struct template *t, struct archive *a, struct trouble *trouble,
    const char *name)
{
	struct docx_part *p;
	size_t		 i;

	for (i = 0; i < t->nparts; i++)
		if (strcmp(t->parts[i].name, name) == 0)
			return bad_part(t, name);
	if (mem_grow((void **)&t->parts, &t->parts_cap, t->nparts + 1,
	    sizeof(*t->parts)) != 0)
		return fail_nomem(t->h);
	p = &t->parts[t->nparts];
	memset(p, 0, sizeof(*p));
	if ((p->name = strdup(name)) == NULL)
		return fail_nomem(t->h);
	t->nparts++;
	p->data.max = PART_MAX;
	if (unpack(a, name, &p->data) != CTXH_OK)
		return trouble->status == CTXH_ENOMEM ? fail_nomem(t->h) :
		    bad_part(t, name);
	t->bytes += p->data.len;
	if (buf_failed(&p->data) || t->bytes > ALL_MAX)
		return bad_part(t, name);
	/* What is written in its place may be longer. */
	p->data.max = 0;
	return CTXH_OK;
}

static int
read_parts(struct template *t, const struct bytes *b)
{
	struct trouble	 trouble = { .h = t->h };
	struct rows_source src = { .read_at = read_at,
	    .at_ctx = (void *)(uintptr_t)b, .size = b->n };
	struct archive	*a;
	const char	*name;
	size_t		 i;
	int		 rc = CTXH_OK;

	if (archive_open(&trouble, &src, &a) != CTXH_OK)
		return trouble.status == CTXH_ENOMEM ? fail_nomem(t->h) :
		    no_docx(t->h);
	for (i = 0; rc == CTXH_OK && (name = archive_name(a, i)) != NULL; i++)
		if (*name == '\0' || t->nparts == PARTS_MAX)
			rc = no_docx(t->h);
		else if (name[strlen(name) - 1] != '/')
			rc = add_part(t, a, &trouble, name);
	archive_close(a);
	return rc;
}

/* ---- which parts have text ---- */

static int
ends(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

static enum place
place_of(const char *type)
{
	static const struct {
		const char	*type;
		enum place	 place;
	} places[] = {
		{ DOCUMENT_TYPE, PLACE_BODY },
		{ TEMPLATE_TYPE, PLACE_BODY },
		{ "wordprocessingml.header+xml", PLACE_HEADER },
		{ "wordprocessingml.footer+xml", PLACE_FOOTER },
		{ "wordprocessingml.footnotes+xml", PLACE_FOOTNOTE },
		{ "wordprocessingml.endnotes+xml", PLACE_ENDNOTE },
		{ "wordprocessingml.comments+xml", PLACE_COMMENT },
	};
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (ends(type, places[i].type))
			return places[i].place;
	return PLACE_NONE;
}

/* A type is said of one part, or of all whose names end so. */
static void
put_type(struct template *t, const xmlNode *n)
{
	int		 one = strcmp((const char *)n->name, "Override") == 0;
	const char	*name = node_attr(n, one ? "PartName" : "Extension");
	const char	*type = node_attr(n, "ContentType"), *dot;
	struct docx_part *p;

	if (name == NULL || type == NULL)
		return;
	EACH(p, t->parts, t->nparts) {
		dot = strrchr(p->name, '.');
		if (one ? (*name == '/' && strcasecmp(name + 1, p->name) == 0) :
		    (dot != NULL && strcasecmp(dot + 1, name) == 0 &&
		    strcmp(p->name, TYPES) != 0))
			p->place = place_of(type);
	}
}

static int
has_macros(const xmlNode *types)
{
	const xmlNode	*n;
	const char	*type;

	for (n = types->children; n != NULL; n = n->next) {
		type = n->type == XML_ELEMENT_NODE ?
		    node_attr(n, "ContentType") : NULL;
		if (type != NULL && (strstr(type, "macroEnabled") != NULL ||
		    strstr(type, "vbaProject") != NULL))
			return 1;
	}
	return 0;
}

/* What was a Word template (.dotx) is a document once it is filled in. */
static void
make_document(struct buf *types)
{
	char *s = types->data;

	while ((s = strstr(s, TEMPLATE_TYPE)) != NULL)
		memcpy(s, DOCUMENT_TYPE, strlen(DOCUMENT_TYPE));
}

static struct docx_part *
find_part(struct template *t, const char *name)
{
	struct docx_part *p;

	EACH(p, t->parts, t->nparts)
		if (strcmp(p->name, name) == 0)
			return p;
	return NULL;
}

static void
put_types(struct template *t, const xmlNode *types)
{
	static const char *const kinds[] = { "Default", "Override" };
	const xmlNode	*n;
	size_t		 i;

	for (i = 0; i < 2; i++)
		for (n = types->children; n != NULL; n = n->next)
			if (n->type == XML_ELEMENT_NODE &&
			    strcmp((const char *)n->name, kinds[i]) == 0)
				put_type(t, n);
}

static int
find_places(struct template *t)
{
	struct docx_part *types = find_part(t, TYPES), *p;
	int		 rc, bodies = 0;

	if (types == NULL || types->data.len == 0 ||
	    types->data.len > XML_MAX)
		return no_docx(t->h);
	if ((rc = tree_read(t, types)) != CTXH_OK)
		return rc;
	if (has_macros(part_root(types)))
		rc = fail(t->h, CTXH_EUSAGE, "%s", T(t->h, "the template has "
		    "macros; open it in Word and save it as \"Word document "
		    "(.docx)\""));
	put_types(t, part_root(types));
	t->lib.free_doc(types->doc);
	types->doc = NULL;
	EACH(p, t->parts, t->nparts)
		bodies += p->place == PLACE_BODY;
	if (rc == CTXH_OK && bodies != 1)
		rc = no_docx(t->h);
	make_document(&types->data);
	return rc;
}

static int
read_texts(struct template *t)
{
	struct docx_part *p;
	int		 rc = CTXH_OK;

	EACH(p, t->parts, t->nparts) {
		if (p->place == PLACE_NONE)
			continue;
		if (p->data.len == 0 || p->data.len > XML_MAX)
			return bad_part(t, p->name);
		if ((rc = tree_read(t, p)) != CTXH_OK)
			break;
	}
	return rc;
}

/* ---- all of it ---- */

/* The body first: what it says of a mark is what people look for. */
static int
check_all(struct template *t)
{
	struct docx_part *p;
	int		 rc = CTXH_OK, body;

	for (body = 1; body >= 0; body--)
		EACH(p, t->parts, t->nparts)
			if (p->doc != NULL && rc == CTXH_OK &&
			    (p->place == PLACE_BODY) == body)
				rc = mark_check(t, p);
	return rc == CTXH_OK ? mark_unknown(t) : rc;
}

static int
fill_all(struct template *t)
{
	struct docx_part *p;
	int		 rc = CTXH_OK;

	EACH(p, t->parts, t->nparts) {
		if (p->doc == NULL)
			continue;
		if ((rc = rows_repeat(t, p)) != CTXH_OK ||
		    (rc = part_fill(t, p)) != CTXH_OK ||
		    (rc = tree_write(t, p)) != CTXH_OK)
			break;
		tree_free(t, p->doc);
		p->doc = NULL;
	}
	return rc;
}

static int
pack(struct template *t, struct buf *out)
{
	struct zipout	*z;
	struct docx_part *p;
	int		 rc = zipout_new(t->h, &z);

	if (rc != CTXH_OK)
		return rc;
	EACH(p, t->parts, t->nparts)
		if (rc == CTXH_OK)
			rc = zipout_add(z, p->name, &p->data);
	if (rc == CTXH_OK)
		rc = zipout_done(z, out);
	zipout_free(z);
	return rc;
}

static void
clear(struct template *t)
{
	struct docx_part *p;
	struct scope	*s;
	size_t		 i;

	EACH(p, t->parts, t->nparts) {
		tree_free(t, p->doc);
		buf_free(&p->data);
		free(p->name);
	}
	free(t->parts);
	while ((s = t->scopes) != NULL) {
		t->scopes = s->next;
		free(s);
	}
	for (i = 0; i < t->unknown.n; i++)
		free(t->unknown.s[i]);
	free(t->unknown.s);
}

static int
load(ctxh *h, struct template *t)
{
	struct zipout	*z;
	int		 rc = tree_load(t);

	if (rc == CTXH_OK && (rc = zipout_new(h, &z)) == CTXH_OK)
		zipout_free(z);
	return rc;
}

int
template_fill(ctxh *h, const void *docx, size_t size,
    const ctxh_value *marks, struct buf *out)
{
	struct template	 t = { .h = h, .marks = marks };
	struct bytes	 b = { docx, size };
	int		 rc;

	if (size > TEMPLATE_MAX)
		return fail(h, CTXH_EUSAGE, T(h, "the template is larger than "
		    "%d MiB; make its pictures smaller"),
		    (int)(TEMPLATE_MAX >> 20));
	if (size < 4 || memcmp(docx, "PK\3\4", 4) != 0)
		return no_docx(h);
	if ((rc = load(h, &t)) != CTXH_OK ||
	    (rc = read_parts(&t, &b)) != CTXH_OK ||
	    (rc = find_places(&t)) != CTXH_OK ||
	    (rc = read_texts(&t)) != CTXH_OK ||
	    (rc = check_all(&t)) != CTXH_OK ||
	    (rc = fill_all(&t)) != CTXH_OK)
		goto done;
	rc = pack(&t, out);
done:
	clear(&t);
	tree_unload(&t);
	return rc;
}
