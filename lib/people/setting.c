#include "people/setting.h"

#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"

int
setting_put(ctxh *h, const char *key, const ctxh_value *value)
{
	ctxh_value	*o = ctxh_value_object();
	struct cell	 cells[TABLE_COLUMNS] = { { 0 } };
	char		*json = NULL;
	int64_t		 id;
	int		 rc;

	if (o == NULL || put_text(o, "key", key) |
	    put(o, "value", ctxh_value_copy(value)) ||
	    (json = ctxh_value_print(o, 0)) == NULL) {
		rc = fail_nomem(h);
		goto done;
	}
	if ((rc = op_next(h, TABLE_SETTING, &id)) != CTXH_OK)
		goto done;
	cells[0].p = json;
	cells[0].len = strlen(json);
	rc = op_row(h, TABLE_SETTING, id, cells);
done:
	str_wipe_free(json);
	ctxh_value_free(o);
	return rc;
}

static int
take_setting(ctxh *h, stmt *st, ctxh_value *all)
{
	const void	*blob;
	const char	*key;
	ctxh_value	*o;
	size_t		 n;
	int		 rc;

	blob = db_blob(st, 2, &n);
	rc = cell_value(h, TABLE_SETTING, db_int(st, 0), 0, blob, n, &o);
	if (rc != CTXH_OK)
		return rc;
	if ((key = get_text(o, "key")) != NULL &&
	    put(all, key, ctxh_value_copy(ctxh_value_get(o, "value"))) != 0)
		rc = fail_nomem(h);
	ctxh_value_free(o);
	return rc;
}

int
settings_load(ctxh *h, ctxh_value **out)
{
	ctxh_value	*all;
	stmt		*st;
	int		 rc, step;

	*out = NULL;
	if ((all = ctxh_value_object()) == NULL)
		return fail_nomem(h);
	if ((rc = db_stmt(h, SQL_setting_scan, &st)) != CTXH_OK)
		goto failed;
	while ((step = db_step(h, st)) == 1)
		if ((rc = take_setting(h, st, all)) != CTXH_OK) {
			db_reset(st);
			goto failed;
		}
	if (step < 0) {
		rc = h->status;
		goto failed;
	}
	*out = all;
	return CTXH_OK;
failed:
	ctxh_value_free(all);
	return rc;
}
