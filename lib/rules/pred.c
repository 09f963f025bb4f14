/* Whether a condition holds. */
#include <string.h>

#include "base/value.h"
#include "rules/rules.h"

static const ctxh_value *
ref_value(const struct ref *ref, const struct pred_env *env)
{
	return ctxh_value_get(ref->item ? env->item : env->fields, ref->name);
}

static const char *
ref_text(const struct ref *ref, const struct pred_env *env)
{
	if (ref->field != NULL)
		return ctxh_value_str(ref_value(ref, env));
	return env->var != NULL ? env->var(env->ctx, ref->name) : NULL;
}

static int
is_true(const struct pred *p, const struct pred_env *env)
{
	const ctxh_value	*v;
	const char		*text;

	if (p->is_bool && p->ref.field != NULL) {
		v = ref_value(&p->ref, env);
		return ctxh_value_kind(v) == CTXH_BOOL &&
		    ctxh_value_is_true(v) == p->truth;
	}
	if ((text = ref_text(&p->ref, env)) == NULL)
		return 0;
	return strcmp(text, !p->is_bool ? p->code :
	    p->truth ? "true" : "false") == 0;
}

static int
in_true(const struct pred *p, const struct pred_env *env)
{
	const char	*text = ref_text(&p->ref, env);
	size_t		 i;

	for (i = 0; text != NULL && i < p->code_count; i++)
		if (strcmp(text, p->codes[i]) == 0)
			return 1;
	return 0;
}

/* Moments and dates in normal form sort as text; a date has 10 characters. */
static int
before_true(const struct pred *p, const struct pred_env *env)
{
	const char	*a = ref_text(&p->ref, env);
	const char	*b = ref_text(&p->other, env);
	size_t		 n;

	if (a == NULL || b == NULL)
		return 0;
	n = strlen(a) == 10 || strlen(b) == 10 ? 10 : 19;
	return strncmp(a, b, n) < 0;
}

static int
below_true(const struct pred *p, const struct pred_env *env)
{
	const struct codes	*codes = p->ref.field->codes;
	const char		*given = ref_text(&p->ref, env);
	const char		*suggested = env->suggested;

	if (suggested == NULL)
		suggested = form_suggest(env->form, p->ref.field, env);
	if (given == NULL || suggested == NULL)
		return 0;
	return code_index(codes, given) > code_index(codes, suggested);
}

static size_t
count_code(const struct ref *refs, size_t n, const char *code,
    const struct pred_env *env)
{
	const char	*text;
	size_t		 i, count = 0;

	for (i = 0; i < n; i++)
		count += (text = ref_text(&refs[i], env)) != NULL &&
		    strcmp(text, code) == 0;
	return count;
}

static int
given_true(const struct pred *p, const struct pred_env *env)
{
	int there = p->ref.field != NULL ?
	    ctxh_value_kind(ref_value(&p->ref, env)) != CTXH_NULL :
	    ref_text(&p->ref, env) != NULL;

	return there == p->truth;
}

int
pred_true(const struct pred *p, const struct pred_env *env)
{
	size_t i;

	if (p == NULL)
		return 1;
	switch (p->kind) {
	case PRED_IS:
		return is_true(p, env);
	case PRED_IN:
		return in_true(p, env);
	case PRED_HAS:
		return list_has(ref_value(&p->ref, env), p->code);
	case PRED_GIVEN:
		return given_true(p, env);
	case PRED_BEFORE:
		return before_true(p, env);
	case PRED_BELOW:
		return below_true(p, env);
	case PRED_OVER:
		return ctxh_value_num(ref_value(&p->ref, env)) >
		    (double)ctxh_value_count(ref_value(&p->other, env));
	case PRED_MORE:
		return count_code(p->in, p->in_count, p->code, env) >
		    count_code(p->than, p->than_count, p->code, env);
	case PRED_NOT:
		return !pred_true(p->parts, env);
	case PRED_ALL:
	case PRED_ANY:
		for (i = 0; i < p->part_count; i++)
			if (pred_true(&p->parts[i], env) ==
			    (p->kind == PRED_ANY))
				return p->kind == PRED_ANY;
		return p->kind == PRED_ALL;
	}
	return 0;
}
