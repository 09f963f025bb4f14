/* A rule set, from its JSON to structs. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rules/extend.h"
#include "rules/read.h"
#include "text/date.h"
#include "wire/json.h"

#define STATES_MAX 32	/* bits of struct transition's from */

const struct codes *
rules_codes(const struct rules *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->codes_count; i++)
		if (strcmp(r->codes[i].id, id) == 0)
			return &r->codes[i];
	return NULL;
}

const struct form *
rules_form(const struct rules *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->form_count; i++)
		if (strcmp(r->forms[i].id, id) == 0 ||
		    strcmp(r->forms[i].verb, id) == 0)
			return &r->forms[i];
	return NULL;
}

int
code_index(const struct codes *codes, const char *code)
{
	size_t i;

	for (i = 0; i < codes->count; i++)
		if (strcmp(codes->list[i].code, code) == 0)
			return (int)i;
	return -1;
}

const char *
label_text(const ctxh *h, const struct label *l)
{
	return h->opt.lang == CTXH_EN ? l->en : l->vi;
}

const char *
code_label(const ctxh *h, const struct codes *codes, const char *code)
{
	int i = code_index(codes, code);

	return i >= 0 ? label_text(h, &codes->list[i].label) : code;
}

/* ---- codes and states ---- */

/* A code may begin with a digit too, a grade does. */
static int
read_code_id(struct reader *rd, const ctxh_value *v, const char **out)
{
	size_t	n;
	int	rc;

	if ((rc = read_text(rd, v, "code", out)) != CTXH_OK)
		return rc;
	n = strlen(*out);
	if (n <= RULES_ID_MAX && **out != '-' &&
	    strspn(*out, "abcdefghijklmnopqrstuvwxyz0123456789-_") == n)
		return CTXH_OK;
	return read_bad(rd, "code", T(rd->h, "not a code: write a-z, 0-9, - "
	    "and _, at most %d"), RULES_ID_MAX);
}

static int
read_code(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!code", "!vi", "!en", "also",
	    NULL };
	struct code	*c = out;
	int		 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_code_id(rd, v, &c->code)) != CTXH_OK ||
	    (rc = read_text(rd, v, "also", &c->also)) != CTXH_OK)
		return rc;
	return read_label_here(rd, v, &c->label);
}

static int
read_state(struct reader *rd, const ctxh_value *v, void *out)
{
	static const char *const keys[] = { "!code", "!vi", "!en", "!open",
	    NULL };
	struct code	*c = out;
	int		 rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_code_id(rd, v, &c->code)) != CTXH_OK ||
	    (rc = read_bool(rd, v, "open", &c->open)) != CTXH_OK)
		return rc;
	return read_label_here(rd, v, &c->label);
}

static int
check_twice(struct reader *rd, const char *key, const struct codes *codes)
{
	size_t i;

	for (i = 1; i < codes->count; i++)
		if (code_index(codes, codes->list[i].code) != (int)i)
			return read_bad(rd, key, T(rd->h, "\"%s\" stands here "
			    "twice"), codes->list[i].code);
	return CTXH_OK;
}

static int
read_states(struct reader *rd, const ctxh_value *v)
{
	struct codes	*c = &rd->r->codes[rd->r->codes_count];
	int		 rc;

	c->id = "states";
	if ((rc = read_list(rd, v, "states", sizeof(struct code), read_state,
	    &c->list, &c->count)) != CTXH_OK)
		return rc;
	if (c->count > STATES_MAX)
		return read_bad(rd, "states", T(rd->h, "not a list of 1 to %d "
		    "items"), STATES_MAX);
	rd->r->states = c;
	rd->r->codes_count++;
	return check_twice(rd, "states", c);
}

static int
read_codes(struct reader *rd, const ctxh_value *v)
{
	const ctxh_value *m = ctxh_value_get(v, "codes"), *item;
	struct codes	 *c;
	size_t		  n = ctxh_value_count(m), up;
	int		  rc;

	if (ctxh_value_kind(m) != CTXH_OBJECT || n == 0 || n > RULES_LIST_MAX)
		return read_bad(rd, "codes", T(rd->h, "not an object of 1 to "
		    "%d lists"), RULES_LIST_MAX);
	/* One more for the states. */
	c = arena_get(&rd->r->arena, n + 1, sizeof(*c));
	if ((rd->r->codes = c) == NULL)
		return fail_nomem(rd->h);
	up = read_down(rd, "codes");
	VALUE_EACH(item, m) {
		c->id = ctxh_value_key(item);
		if (strlen(c->id) > RULES_ID_MAX || strcmp(c->id, "states") ==
		    0)
			return read_bad(rd, "states", "%s", T(rd->h, "no list "
			    "of codes may be called so"));
		if ((rc = read_list(rd, m, c->id, sizeof(struct code),
		    read_code, &c->list, &c->count)) != CTXH_OK ||
		    (rc = check_twice(rd, c->id, c)) != CTXH_OK)
			return rc;
		c++;
		rd->r->codes_count++;
	}
	read_up(rd, up);
	if ((rd->r->category = rules_codes(rd->r, "category")) == NULL)
		return read_bad(rd, "codes.category", "%s",
		    T(rd->h, "missing"));
	/* Facts of the case are asked for by these. */
	if (rules_codes(rd->r, "level") == NULL ||
	    rules_codes(rd->r, "route") == NULL)
		return read_bad(rd, rules_codes(rd->r, "level") == NULL ?
		    "codes.level" : "codes.route", "%s", T(rd->h, "missing"));
	return CTXH_OK;
}

/* ---- the whole ---- */

static int
read_day(struct reader *rd, const ctxh_value *v, const char *key,
    int64_t *out)
{
	const char	*s;
	char		 shown[11];
	int		 rc;

	if ((rc = read_text(rd, v, key, &s)) != CTXH_OK || s == NULL)
		return rc;
	if (date_parse(s, out, NULL) == 0 && date_format(*out, shown) == 0 &&
	    strcmp(s, shown) == 0)
		return CTXH_OK;
	return read_bad(rd, key, "%s", T(rd->h, "not a date: write "
	    "yyyy-mm-dd"));
}

/* The levels of the schools that the rule set is for. */
static int
read_levels(struct reader *rd, const ctxh_value *v)
{
	static const char *const known[] = { "mam-non", "tieu-hoc", "thcs",
	    "thpt", "gdtx", "chuyen-biet", NULL };
	const ctxh_value *list = ctxh_value_get(v, "levels"), *item;
	const char	 *s;
	unsigned	  seen = 0;
	size_t		  i;

	if (list == NULL)
		return CTXH_OK;
	if (ctxh_value_kind(list) != CTXH_LIST || ctxh_value_count(list) == 0)
		return read_bad(rd, "levels", T(rd->h, "not a list of 1 to %d "
		    "items"), 6);
	VALUE_EACH(item, list) {
		s = ctxh_value_str(item);
		for (i = 0; s != NULL && known[i] != NULL; i++)
			if (strcmp(known[i], s) == 0)
				break;
		if (s == NULL || known[i] == NULL)
			return read_bad(rd, "levels", T(rd->h, "not a level of "
			    "school: \"%s\""), s != NULL ? s : "");
		if (!rd->stored && (seen >> i & 1) != 0)
			return read_bad(rd, "levels", T(rd->h, "\"%s\" stands "
			    "here twice"), s);
		seen |= 1u << i;
	}
	rd->r->levels = list;
	return CTXH_OK;
}

/* What says when and for whom the set applies. */
static int
read_scope(struct reader *rd, const ctxh_value *v)
{
	struct rules	*r = rd->r;
	int		 rc;

	r->to = INT64_MAX;
	if ((rc = read_id(rd, v, "id", &r->id)) != CTXH_OK ||
	    (rc = read_levels(rd, v)) != CTXH_OK ||
	    (rc = read_day(rd, v, "valid_from", &r->from)) != CTXH_OK ||
	    (rc = read_day(rd, v, "valid_to", &r->to)) != CTXH_OK)
		return rc;
	return r->to >= r->from ? CTXH_OK : read_bad(rd, "valid_to", "%s",
	    T(rd->h, "it ends before it begins"));
}

static int
read_title(struct reader *rd, const ctxh_value *v)
{
	static const char *const keys[] = { "!format", "!id", "!title",
	    "!basis", "!valid_from", "valid_to", "levels", "!codes", "!states",
	    "!forms", "facts", "!transitions", "deadlines", "tables",
	    "screening", NULL };
	struct rules	*r = rd->r;
	int64_t		 format = 0;
	int		 there, rc;

	if ((rc = read_keys(rd, v, keys)) != CTXH_OK ||
	    (rc = read_int(rd, v, "format", 1, 1, &format, &there)) !=
	    CTXH_OK || (rc = read_scope(rd, v)) != CTXH_OK ||
	    (rc = read_label(rd, v, "title", &r->title)) != CTXH_OK)
		return rc;
	return read_text(rd, v, "basis", &r->basis);
}

static int
read_all(struct reader *rd, const ctxh_value *v)
{
	struct rules	*r = rd->r;
	int		 rc;

	if ((rc = read_title(rd, v)) != CTXH_OK ||
	    (rc = read_codes(rd, v)) != CTXH_OK ||
	    (rc = read_states(rd, v)) != CTXH_OK)
		return rc;
	if ((rc = read_list(rd, v, "forms", sizeof(*r->forms), read_form,
	    &r->forms, &r->form_count)) != CTXH_OK ||
	    (rc = read_list(rd, v, "facts", sizeof(*r->facts), read_fact,
	    &r->facts, &r->fact_count)) != CTXH_OK)
		return rc;
	/* What a reporter, without the person key, works out too. */
	rd->facts_only = 1;
	if ((rc = read_list(rd, v, "transitions", sizeof(*r->transitions),
	    read_transition, &r->transitions, &r->transition_count)) !=
	    CTXH_OK || (rc = read_reach(rd)) != CTXH_OK ||
	    (rc = read_list(rd, v, "deadlines", sizeof(*r->deadlines),
	    read_deadline, &r->deadlines, &r->deadline_count)) != CTXH_OK)
		return rc;
	if ((rc = read_tables(rd, v)) != CTXH_OK ||
	    (rc = read_screening(rd, v)) != CTXH_OK)
		return rc;
	return read_needs(rd);
}

/* The reader of JSON knows the line and column, not the file. */
static int
parse(ctxh *h, const char *json, size_t n, const char *name, ctxh_value **out)
{
	ctxh_value	*where;
	int		 rc;

	if ((rc = ctxh_value_parse(h, json, n, out)) != CTXH_EUSAGE)
		return rc;
	where = h->where;
	h->where = NULL;
	(void)fail(h, rc, "%s: %s", name, ctxh_message(h));
	h->where = where;
	return rc;
}

typedef int (*read_fn)(struct reader *, const ctxh_value *);

/* What fn reads of the tree, which is the set's own unless that fails. */
static int
make(struct reader *rd, ctxh_value *tree, read_fn fn, struct rules **out)
{
	int rc;

	if ((rd->r = calloc(1, sizeof(*rd->r))) == NULL)
		return fail_nomem(rd->h);
	rd->r->tree = tree;
	if ((rc = fn(rd, tree)) == CTXH_OK) {
		*out = rd->r;
		return CTXH_OK;
	}
	rd->r->tree = NULL;
	rules_free(rd->r);
	return rc;
}

/* The same of a tree that is consumed. */
static int
consume(struct reader *rd, ctxh_value *tree, read_fn fn, struct rules **out)
{
	int rc = tree != NULL ? make(rd, tree, fn, out) : fail_nomem(rd->h);

	if (rc != CTXH_OK) {
		ctxh_value_free(tree);
		*out = NULL;
	}
	return rc;
}

int
rules_compile(ctxh *h, ctxh_value *tree, const char *name, struct rules **out)
{
	struct reader rd = { .h = h, .name = name, .stored = 1 };

	return consume(&rd, tree, read_all, out);
}

int
rules_outline(ctxh *h, const char *json, size_t n, const char *name,
    struct rules **out)
{
	struct reader	 rd = { .h = h, .name = name };
	ctxh_value	*tree;
	int		 rc;

	*out = NULL;
	if ((rc = json_parse_own(h, json, n, &tree)) == CTXH_OK &&
	    (rc = consume(&rd, tree, read_scope, out)) == CTXH_OK)
		(*out)->outline = 1;
	return rc;
}

/* The outline's own tree, or where it extends a set a copy that was joined. */
static int
join_tree(ctxh *h, const struct rules *outline, ctxh_value **tree)
{
	*tree = outline->tree;
	if (ctxh_value_get(*tree, "extends") == NULL)
		return CTXH_OK;
	*tree = ctxh_value_copy(*tree);
	return *tree != NULL ? rules_extend(h, outline->id, tree) :
	    fail_nomem(h);
}

int
rules_whole(ctxh *h, struct rules **set)
{
	struct rules	*outline = *set;
	struct reader	 rd = { .h = h, .name = outline->id };
	ctxh_value	*tree;
	int		 rc;

	if ((rc = join_tree(h, outline, &tree)) != CTXH_OK)
		return rc;
	rd.joined = tree != outline->tree;
	if ((rc = make(&rd, tree, read_all, set)) == CTXH_OK) {
		outline->tree = rd.joined ? outline->tree : NULL;
		rules_free(outline);
	} else if (rd.joined)
		ctxh_value_free(tree);
	return rc;
}

int
rules_read(ctxh *h, const char *json, size_t n, const char *name,
    struct rules **out)
{
	struct reader	 rd = { .h = h, .name = name };
	ctxh_value	*tree;
	int		 rc;

	*out = NULL;
	if (n > RULES_BYTES_MAX)
		return fail(h, CTXH_EUSAGE, T(h, "%s: longer than %zu bytes"),
		    name, RULES_BYTES_MAX);
	if ((rc = parse(h, json, n, name, &tree)) != CTXH_OK)
		return rc;
	rd.joined = ctxh_value_get(tree, "extends") != NULL;
	if ((rc = rules_extend(h, name, &tree)) != CTXH_OK)
		return rc;
	return consume(&rd, tree, read_all, out);
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	arena_free(r->arena);
	ctxh_value_free(r->tree);
	free(r);
}
