/*
 * XML of a workbook's part, by libxml2, pushed into its parser a little at a
 * time: no tree, no document type, hence no entities, and nothing is fetched.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/handle.h"
#include "base/mem.h"
#include "wire/book.h"

#define CHUNK		((size_t)16 << 10)
#define DEPTH_MAX	64
#define RELATIONS	"/relationships"	/* their namespaces end so */

struct xml_lib {
	void	 (*init)(void);
	xmlParserCtxtPtr (*create)(xmlSAXHandlerPtr, void *, const char *,
		    int, const char *);
	int	 (*options)(xmlParserCtxtPtr, int);
	int	 (*parse)(xmlParserCtxtPtr, const char *, int, int);
	void	 (*stop)(xmlParserCtxtPtr);
	void	 (*free)(xmlParserCtxtPtr);
};

struct xml {
	struct trouble	*t;
	struct part	*part;
	char		*name;		/* the part's */
	const struct xml_handler *handler;
	void		*ctx;
	struct xml_lib	 lib;
	xmlParserCtxtPtr parser;
	const xmlChar	*ours;		/* a namespace known to be ours */
	int		 depth;
	int		 ended;
	char		 chunk[CHUNK];
};

static int
load(struct xml *x)
{
	struct xml_lib *l = &x->lib;
	const struct book_symbol symbols[] = {
		{ "xmlInitParser", &l->init },
		{ "xmlCreatePushParserCtxt", &l->create },
		{ "xmlCtxtUseOptions", &l->options },
		{ "xmlParseChunk", &l->parse },
		{ "xmlStopParser", &l->stop },
		{ "xmlFreeParserCtxt", &l->free },
		{ NULL, NULL },
	};

	return book_load(x->t, "libxml2.so.2", "libxml2", symbols);
}

/* ---- attributes ---- */

static const char *
value_of(const struct xml_attrs *attrs, int i, size_t *n)
{
	const unsigned char **a = attrs->a + (size_t)i * 5;

	*n = (size_t)(a[4] - a[3]);
	return (const char *)a[3];
}

const char *
xml_attr(const struct xml_attrs *attrs, const char *name, size_t *n)
{
	const unsigned char **a = attrs->a;
	int i;

	for (i = 0; i < attrs->n; i++, a += 5)
		if (a[1] == NULL && strcmp((const char *)a[0], name) == 0)
			return value_of(attrs, i, n);
	*n = 0;
	return NULL;
}

const char *
xml_relation(const struct xml_attrs *attrs, size_t *n)
{
	const unsigned char **a = attrs->a;
	const char	*uri;
	size_t		 len;
	int		 i;

	for (i = 0; i < attrs->n; i++, a += 5) {
		uri = (const char *)a[2];
		len = uri != NULL ? strlen(uri) : 0;
		if (len > strlen(RELATIONS) && strcmp(uri + len -
		    strlen(RELATIONS), RELATIONS) == 0 &&
		    strcmp((const char *)a[0], "id") == 0)
			return value_of(attrs, i, n);
	}
	*n = 0;
	return NULL;
}

uint64_t
xml_number(const struct xml_attrs *attrs, const char *name, uint64_t dflt)
{
	size_t		 i, n;
	const char	*s = xml_attr(attrs, name, &n);
	uint64_t	 v = 0;

	if (s == NULL || n == 0 || n > 15)
		return dflt;
	for (i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return dflt;
		v = v * 10 + (uint64_t)(s[i] - '0');
	}
	return v;
}

int
xml_true(const struct xml_attrs *attrs, const char *name)
{
	size_t		 n;
	const char	*s = xml_attr(attrs, name, &n);

	return (n == 1 && *s == '1') || (n == 4 && memcmp(s, "true", 4) == 0);
}

char *
xml_text(const struct xml_attrs *attrs, const char *name)
{
	size_t		 n;
	const char	*s = xml_attr(attrs, name, &n);

	return s != NULL ? strndup(s, n) : NULL;
}

/* ---- what the parser says ---- */

static void
stop(struct xml *x)
{
	if (x->t->status != CTXH_OK)
		x->lib.stop(x->parser);
}

/* Both kinds of workbooks, "transitional" and "strict", and the relations. */
static int
is_ours(struct xml *x, const xmlChar *uri)
{
	static const char *const names[] = {
		"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
		"http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/package/2006/relationships",
	};
	size_t i;

	/* The parser has one copy of each name. */
	if (uri == NULL || uri == x->ours)
		return 1;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp((const char *)uri, names[i]) == 0) {
			x->ours = uri;
			return 1;
		}
	return 0;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nspaces, const xmlChar **spaces, int nattrs,
    int ndefault, const xmlChar **attrs)
{
	struct xml	*x = ctx;
	struct xml_attrs a = { nattrs, attrs };

	(void)prefix, (void)nspaces, (void)spaces, (void)ndefault;
	if (++x->depth > DEPTH_MAX)
		(void)trouble(x->t, CTXH_EFAIL, T(x->t->h, "the workbook's "
		    "part \"%s\" is nested more than %d levels deep"),
		    x->name, DEPTH_MAX);
	else
		x->handler->start(x->ctx, is_ours(x, uri) ?
		    (const char *)name : "", &a);
	stop(x);
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml *x = ctx;

	(void)prefix;
	x->depth--;
	x->handler->end(x->ctx, is_ours(x, uri) ? (const char *)name : "");
	stop(x);
}

static void
on_text(void *ctx, const xmlChar *s, int n)
{
	struct xml *x = ctx;

	if (x->handler->text != NULL && n > 0)
		x->handler->text(x->ctx, (const char *)s, (size_t)n);
	stop(x);
}

static void
on_doctype(void *ctx, const xmlChar *name, const xmlChar *id,
    const xmlChar *system)
{
	struct xml *x = ctx;

	(void)name, (void)id, (void)system;
	(void)trouble(x->t, CTXH_EFAIL, T(x->t->h, "the workbook's part "
	    "\"%s\" declares entities of its own, as no list does; it was "
	    "refused"), x->name);
	stop(x);
}

/* It would be printed where there is nobody to take it. */
static void
on_error(void *ctx, xmlErrorPtr e)
{
	(void)ctx, (void)e;
}

static int
start(struct xml *x)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start,
		.endElementNs = on_end, .characters = on_text,
		.cdataBlock = on_text, .internalSubset = on_doctype,
		.serror = on_error,
	};

	if (load(x) != CTXH_OK)
		return x->t->status;
	x->lib.init();
	if ((x->parser = x->lib.create(&sax, x, NULL, 0, NULL)) == NULL)
		return trouble_nomem(x->t);
	/* NOENT: "&amp;" in an attribute is "&", not "&#38;". */
	(void)x->lib.options(x->parser, XML_PARSE_NONET | XML_PARSE_NOENT);
	return CTXH_OK;
}

int
xml_open(struct trouble *t, struct archive *a, const char *part,
    const struct xml_handler *handler, void *ctx, struct xml **out)
{
	struct xml *x;

	*out = NULL;
	if ((x = calloc(1, sizeof(*x))) == NULL)
		return trouble_nomem(t);
	x->t = t;
	x->handler = handler;
	x->ctx = ctx;
	if ((x->name = strdup(part)) == NULL)
		(void)trouble_nomem(t);
	else if (part_open(a, part, &x->part) == CTXH_OK &&
	    start(x) == CTXH_OK) {
		*out = x;
		return CTXH_OK;
	}
	xml_close(x);
	return t->status;
}

int
xml_step(struct xml *x)
{
	size_t	got;
	int	error;

	if (x->t->status != CTXH_OK)
		return x->t->status;
	if (x->ended)
		return CSV_END;
	if (part_read(x->part, x->chunk, CHUNK, &got) != CTXH_OK)
		return x->t->status;
	x->ended = got == 0;
	error = x->lib.parse(x->parser, x->chunk, (int)got, x->ended);
	if (x->t->status != CTXH_OK)
		return x->t->status;
	if (error == XML_ERR_NO_MEMORY)
		return trouble_nomem(x->t);
	if (!x->parser->wellFormed)
		return trouble(x->t, CTXH_EFAIL, T(x->t->h, "the workbook is "
		    "damaged: its part \"%s\" is no sound XML; open it in "
		    "Excel and save it anew"), x->name);
	return x->ended ? CSV_END : CTXH_OK;
}

uint64_t
xml_size(const struct xml *x)
{
	return part_size(x->part);
}

void
xml_close(struct xml *x)
{
	if (x == NULL)
		return;
	if (x->parser != NULL)
		x->lib.free(x->parser);
	part_close(x->part);
	free(x->name);
	mem_wipe_free(x, sizeof(*x));
}

int
xml_read(struct trouble *t, struct archive *a, const char *part,
    const struct xml_handler *handler, void *ctx)
{
	struct xml	*x;
	int		 rc = xml_open(t, a, part, handler, ctx, &x);

	while (rc == CTXH_OK)
		rc = xml_step(x);
	xml_close(x);
	return rc == CSV_END ? CTXH_OK : rc;
}
