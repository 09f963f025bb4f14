#include "rules/setting.h"

#include "base/value.h"
#include "chain/sealed.h"

int
setting_put(ctxh *h, const char *key, const ctxh_value *value)
{
	ctxh_value	*o = ctxh_value_object();
	int		 rc;

	if (o == NULL || put_text(o, "key", key) |
	    put(o, "value", ctxh_value_copy(value)))
		rc = fail_nomem(h);
	else
		rc = sealed_put(h, TABLE_SETTING, o, NULL, NULL);
	ctxh_value_free(o);
	return rc;
}

static int
take_setting(ctxh *h, struct sealed_row *row, void *ctx)
{
	const char	*key = get_text(row->facts, "key");
	ctxh_value	*all = ctx, *value;

	if (key == NULL)
		return CTXH_OK;
	value = ctxh_value_take(row->facts, "value");
	if (ctxh_value_kind(value) != CTXH_NULL)
		return put(all, key, value) == 0 ? CTXH_OK : fail_nomem(h);
	ctxh_value_free(value);
	ctxh_value_free(ctxh_value_take(all, key));
	return CTXH_OK;
}

int
settings_load(ctxh *h, ctxh_value **out)
{
	ctxh_value	*all;
	int		 rc;

	*out = NULL;
	if ((all = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = sealed_each(h, TABLE_SETTING, take_setting, all)) != CTXH_OK)
		ctxh_value_free(all);
	else
		*out = all;
	return rc;
}
