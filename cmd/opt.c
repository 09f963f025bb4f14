/*
 * Options: making tables and reading what was given.  parse.c parses.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "opt.h"
#include "util.h"

void
opts_free(struct opts *o)
{
	for (size_t i = 0; i < o->nowned; i++)
		free(o->owned[i]);
	free(o->owned);
	free(o->specs);
	free(o->given);
	free(o->args);
	memset(o, 0, sizeof(*o));
}

void *
opts_own(struct opts *o, void *p)
{
	o->owned = xrealloc(o->owned, (o->nowned + 1) * sizeof(*o->owned));
	o->owned[o->nowned++] = p;
	return p;
}

static void
add(struct opts *o, const struct opt_spec *spec)
{
	o->specs = xrealloc(o->specs, (o->nspecs + 1) * sizeof(*o->specs));
	o->specs[o->nspecs++] = spec;
}

static const struct opt_spec *
find(const struct opts *o, const char *name)
{
	for (size_t i = 0; i < o->nspecs; i++)
		if (strcmp(o->specs[i]->name, name) == 0)
			return o->specs[i];
	return NULL;
}

void
opts_table(struct opts *o, const struct opt_spec *table)
{
	for (; table != NULL && table->kind != OPT_END; table++)
		if (find(o, table->name) == NULL)
			add(o, table);
}

void
opts_add(struct opts *o, const struct opt_spec *spec)
{
	struct opt_spec *copy;

	if (find(o, spec->name) != NULL)
		return;
	copy = opts_own(o, xmalloc(sizeof(*copy)));
	*copy = *spec;
	add(o, copy);
}

const char *
opts_name(struct opts *o, const char *field_id)
{
	char *s = opts_own(o, xstrdup(field_id));

	for (char *p = s; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	return s;
}

static int
is_of(const struct opts *o, size_t i, const char *name)
{
	return strcmp(o->given[i].spec->name, name) == 0;
}

size_t
opt_count(const struct opts *o, const char *name)
{
	size_t n = 0;

	assert(find(o, name) != NULL);
	for (size_t i = 0; i < o->ngiven; i++)
		n += is_of(o, i, name) ? 1 : 0;
	return n;
}

int
opt_given(const struct opts *o, const char *name)
{
	return opt_count(o, name) > 0;
}

const char *
opt_nth(const struct opts *o, const char *name, size_t nth)
{
	assert(find(o, name) != NULL);
	for (size_t i = 0; i < o->ngiven; i++)
		if (is_of(o, i, name) && nth-- == 0)
			return o->given[i].text;
	return NULL;
}

const char *
opt_text(const struct opts *o, const char *name)
{
	size_t n = opt_count(o, name);

	return n == 0 ? NULL : opt_nth(o, name, n - 1);
}

int64_t
opt_int(const struct opts *o, const char *name, int64_t fallback)
{
	const char *s = opt_text(o, name);

	return s == NULL ? fallback : strtoll(s, NULL, 10);
}

int
opt_flag(const struct opts *o, const char *name)
{
	const char *s = opt_text(o, name);

	return s != NULL && strcmp(s, "true") == 0;
}

const char *
opt_arg(const struct opts *o, size_t i)
{
	return i < o->nargs ? o->args[i] : NULL;
}
