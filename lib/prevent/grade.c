#include "prevent/grade.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rules/book.h"
#include "text/fold.h"

/* The codes of conduct or results: of the rule set in force, or of the first
 * one that has them. */
static const struct codes *
codes_of(ctxh *h, enum grade_kind kind)
{
	const struct rules	*r = rules_newest(h);
	const struct codes	*c = NULL;
	size_t			 i;

	if (r != NULL)
		c = rules_codes(r, grade_kind_name(kind));
	for (i = 0; c == NULL && (r = rules_at(h, i)) != NULL; i++)
		c = rules_codes(r, grade_kind_name(kind));
	return c;
}

static int
add(ctxh *h, struct grades *g, enum grade_kind kind, const char *text,
    size_t n, const char *code, struct buf *scratch)
{
	struct grade_word	*w = &g->list[kind][g->n[kind]];

	fold_key(text, n, scratch);
	if (buf_failed(scratch))
		return fail_nomem(h);
	if (scratch->len == 0 || scratch->len >= sizeof(w->key))
		return CTXH_OK;
	(void)snprintf(w->key, sizeof(w->key), "%s", scratch->data);
	(void)snprintf(w->code, sizeof(w->code), "%s", code);
	g->n[kind]++;
	return CTXH_OK;
}

/* The label, the code, and what else it is written as. */
static int
add_code(ctxh *h, struct grades *g, enum grade_kind kind,
    const struct code *c, struct buf *scratch)
{
	const char	*s = c->also;
	size_t		 n;
	int		 rc;

	if ((rc = add(h, g, kind, c->label.vi, strlen(c->label.vi), c->code,
	    scratch)) != CTXH_OK ||
	    (rc = add(h, g, kind, c->code, strlen(c->code), c->code,
	    scratch)) != CTXH_OK)
		return rc;
	for (; s != NULL && *s != '\0'; s += n + (s[n] == '|')) {
		n = strcspn(s, "|");
		if ((rc = add(h, g, kind, s, n, c->code, scratch)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static size_t
count_words(const struct codes *codes)
{
	const struct code	*c;
	const char		*s;
	size_t			 n = 0;

	EACH(c, codes->list, codes->count) {
		n += 3;
		for (s = c->also; s != NULL && *s != '\0'; s++)
			n += *s == '|';
	}
	return n;
}

static int
load(ctxh *h, struct grades *g, enum grade_kind kind, struct buf *scratch)
{
	const struct codes	*codes = codes_of(h, kind);
	const struct code	*c;
	int			 rc = CTXH_OK;

	if (codes == NULL)
		return rulebook_load(h);
	g->list[kind] = calloc(count_words(codes), sizeof(*g->list[kind]));
	if (g->list[kind] == NULL)
		return fail_nomem(h);
	EACH(c, codes->list, codes->count)
		if ((rc = add_code(h, g, kind, c, scratch)) != CTXH_OK)
			break;
	return rc;
}

int
grade_words_load(ctxh *h, struct grades *g)
{
	struct buf	scratch = { 0 };
	int		rc;

	memset(g, 0, sizeof(*g));
	if ((rc = rulebook_refresh(h)) == CTXH_OK &&
	    (rc = load(h, g, GRADE_CONDUCT, &scratch)) == CTXH_OK)
		rc = load(h, g, GRADE_RESULT, &scratch);
	buf_free(&scratch);
	return rc;
}

void
grade_words_free(struct grades *g)
{
	free(g->list[GRADE_CONDUCT]);
	free(g->list[GRADE_RESULT]);
	memset(g, 0, sizeof(*g));
}

const char *
grade_code(const struct grades *g, enum grade_kind kind, const char *key)
{
	const struct grade_word *w;

	EACH(w, g->list[kind], g->n[kind])
		if (strcmp(w->key, key) == 0)
			return w->code;
	return NULL;
}

void
grade_labels(ctxh *h, enum grade_kind kind, struct buf *out)
{
	const struct codes	*codes = codes_of(h, kind);
	const struct code	*c;

	if (codes == NULL)
		return;
	EACH(c, codes->list, codes->count)
		buf_fmt(out, "%s%s", out->len > 0 ? ", " : "", c->label.vi);
}
