#include "rules/fill.h"

#include "base/value.h"
#include "chain/member.h"
#include "text/date.h"

#define FUTURE_DAYS 366

int
form_need_role(ctxh *h, const struct form *form)
{
	struct buf	right = { 0 };
	unsigned	set = 0;
	size_t		i;
	int		rc;

	buf_str(&right, T(h, "this form needs the role"));
	for (i = 0; i < form->role_count; i++) {
		set |= (unsigned)role_of(form->roles[i]);
		buf_fmt(&right, "%s %s", i > 0 ? "," : "", form->roles[i]);
	}
	rc = buf_failed(&right) ? fail_nomem(h) :
	    need_role(h, set, form->verb, right.data);
	buf_free(&right);
	return rc;
}

int
form_merge(ctxh *h, const ctxh_value *given, ctxh_value *old,
    ctxh_value **fields)
{
	const ctxh_value *item;

	VALUE_EACH(item, given)
		if (ctxh_value_put(old, ctxh_value_key(item),
		    ctxh_value_copy(item)) != CTXH_OK) {
			ctxh_value_free(old);
			return fail_nomem(h);
		}
	ctxh_value_free(*fields);
	*fields = old;
	return CTXH_OK;
}

int
form_set_when(ctxh *h, const struct form *form, ctxh_value *fields,
    int64_t now, int64_t *at)
{
	const char	*id = form->when->id;
	char		 text[26];

	if (get_text(fields, id) == NULL) {
		moment_format(now, text);
		if (put_text(fields, id, text) != 0)
			return fail_nomem(h);
	}
	(void)text_moment(get_text(fields, id), at);
	return CTXH_OK;
}

int
form_check_future(ctxh *h, const struct form *form, int64_t at, int64_t now)
{
	if (at <= now + FUTURE_DAYS * DAY_SECONDS)
		return CTXH_OK;
	return fail(h, CTXH_ERULE, T(h, "\"%s\" lies more than a year ahead; "
	    "check the date"), form->when->id);
}
