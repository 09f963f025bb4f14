/* The rule sets that a handle knows, and which of them applies. */
#include <stdlib.h>
#include <string.h>

#include "rules/book.h"

#include "rules/data_file.h"

static int
is_json(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcmp(name + n - 5, ".json") == 0;
}

struct rulebook *
rulebook_get(ctxh *h)
{
	if (h->rules == NULL) {
		if ((h->rules = calloc(1, sizeof(*h->rules))) == NULL)
			(void)fail_nomem(h);
		else
			handle_at_close(h, rulebook_free);
	}
	return h->rules;
}

void
rulebook_free(ctxh *h)
{
	struct rulebook	*b = h->rules;
	size_t		 i;

	if (b == NULL)
		return;
	for (i = 0; i < b->count; i++)
		rules_free(b->sets[i]);
	arena_free(b->arena);
	free(b);
	h->rules = NULL;
}

static void
insert(struct rulebook *b, struct rules *r)
{
	size_t i;

	for (i = b->count++; i > 0 && b->sets[i - 1]->from > r->from; i--)
		b->sets[i] = b->sets[i - 1];
	b->sets[i] = r;
}

int
rulebook_load(ctxh *h)
{
	struct rulebook		*b = rulebook_get(h);
	const struct data_file	*f;
	struct rules		*r;
	size_t			 i;
	int			 rc;

	if (b == NULL)
		return h->status;
	if (b->count > 0)
		return CTXH_OK;
	/* Every rule set in this folder, without a word of it here. */
	for (i = 0; (f = data_file_at(i)) != NULL && b->count < BOOK_MAX;
	    i++) {
		if (!is_json(f->name))
			continue;
		rc = rules_read(h, (const char *)f->bytes, f->len, f->name,
		    &r);
		if (rc != CTXH_OK)
			return rc;
		insert(b, r);
	}
	return CTXH_OK;
}

const struct rules *
rules_on(ctxh *h, int64_t day)
{
	const struct rules	*r = NULL;
	size_t			 i;

	if (rulebook_load(h) != CTXH_OK)
		return NULL;
	for (i = 0; i < h->rules->count; i++)
		if (r == NULL || h->rules->sets[i]->from <= day)
			r = h->rules->sets[i];
	return r;
}

const struct rules *
rules_named(ctxh *h, const char *id)
{
	size_t i;

	if (rulebook_load(h) != CTXH_OK)
		return NULL;
	for (i = 0; i < h->rules->count; i++)
		if (strcmp(h->rules->sets[i]->id, id) == 0)
			return h->rules->sets[i];
	return NULL;
}

const struct rules *
rules_newest(ctxh *h)
{
	return rulebook_load(h) == CTXH_OK ?
	    h->rules->sets[h->rules->count - 1] : NULL;
}
