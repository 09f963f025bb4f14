/*
 * A student list: whose cases stay open although the list says that they left,
 * or does not name them.
 */
#include "base/value.h"
#include "cases/open_cases.h"
#include "lists/import_changes.h"

#define CASES_LISTED 100

static int
is_away(const void *ctx, int64_t student)
{
	const struct away *a = ctx;

	return pupils_has(&a->left, student) ||
	    pupils_has(&a->missing, student);
}

/* Why it is named: the first of its pupils says it. */
static int
put_why(const struct away *a, ctxh_value *o)
{
	const ctxh_value *first = ctxh_value_first(ctxh_value_get(o,
	    "students"));

	return put_text(o, "why", pupils_has(&a->left,
	    (int64_t)ctxh_value_num(first)) ? "left" : "missing");
}

static int
put_cases(ctxh *h, const struct away *a, ctxh_value *result)
{
	const ctxh_value *v;
	ctxh_value	*all, *listed = ctxh_value_list(), *item;
	int64_t		 total;
	int		 rc, failed = listed == NULL;

	rc = a->left.count + a->missing.count > 0 ?
	    open_cases_where(h, is_away, a, &all) :
	    open_cases_of(h, NULL, 0, &all);
	if (rc != CTXH_OK) {
		ctxh_value_free(listed);
		return rc;
	}
	total = (int64_t)ctxh_value_count(all);
	VALUE_EACH(v, all) {
		if (failed || ctxh_value_count(listed) >= CASES_LISTED)
			break;
		item = ctxh_value_copy(v);
		failed = item == NULL || put_why(a, item) != 0;
		if (failed)
			ctxh_value_free(item);
		else
			failed = push(listed, item);
	}
	ctxh_value_free(all);
	if (failed) {
		ctxh_value_free(listed);
		return fail_nomem(h);
	}
	return put(result, "open_cases", listed) |
	    put_int(result, "open_cases_total", total) ? fail_nomem(h) :
	    CTXH_OK;
}

EXPORT int
ctxh_student_import(ctxh *h, const struct ctxh_import_options *options,
    ctxh_value **out)
{
	return student_import(h, options, put_cases, out);
}
