/* Values are cJSON's trees; this is the only file that knows their inside. */
#include "base/value.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/handle.h"
#include "base/mem.h"

#define MAX_EXACT 1e15

EXPORT ctxh_value *
ctxh_value_null(void)
{
	return cJSON_CreateNull();
}

EXPORT ctxh_value *
ctxh_value_bool(int truth)
{
	return cJSON_CreateBool(truth != 0);
}

EXPORT ctxh_value *
ctxh_value_number(double n)
{
	return cJSON_CreateNumber(n);
}

EXPORT ctxh_value *
ctxh_value_text(const char *text)
{
	return text != NULL ? cJSON_CreateString(text) : cJSON_CreateNull();
}

EXPORT ctxh_value *
ctxh_value_list(void)
{
	return cJSON_CreateArray();
}

EXPORT ctxh_value *
ctxh_value_object(void)
{
	return cJSON_CreateObject();
}

EXPORT ctxh_value *
ctxh_value_copy(const ctxh_value *v)
{
	return cJSON_Duplicate(v, 1);
}

EXPORT void
ctxh_value_free(ctxh_value *v)
{
	ctxh_value *p;

	/* Depth is bounded by the reader. */
	for (p = v; p != NULL; p = p->next) {
		if (p->valuestring != NULL)
			mem_wipe(p->valuestring, strlen(p->valuestring));
		if (p->child != NULL) {
			ctxh_value_free(p->child);
			p->child = NULL;
		}
	}
	cJSON_Delete(v);
}

EXPORT int
ctxh_value_put(ctxh_value *object, const char *key, ctxh_value *item)
{
	cJSON *old;

	if (item == NULL)
		return CTXH_ENOMEM;
	if (!cJSON_IsObject(object)) {
		ctxh_value_free(item);
		return CTXH_EUSAGE;
	}
	if ((old = cJSON_DetachItemFromObjectCaseSensitive(object, key)) !=
	    NULL)
		ctxh_value_free(old);
	if (!cJSON_AddItemToObject(object, key, item)) {
		ctxh_value_free(item);
		return CTXH_ENOMEM;
	}
	return CTXH_OK;
}

EXPORT int
ctxh_value_push(ctxh_value *list, ctxh_value *item)
{
	if (item == NULL)
		return CTXH_ENOMEM;
	if (!cJSON_IsArray(list)) {
		ctxh_value_free(item);
		return CTXH_EUSAGE;
	}
	if (!cJSON_AddItemToArray(list, item)) {
		ctxh_value_free(item);
		return CTXH_ENOMEM;
	}
	return CTXH_OK;
}

EXPORT ctxh_value *
ctxh_value_take(ctxh_value *object, const char *key)
{
	return cJSON_DetachItemFromObjectCaseSensitive(object, key);
}

EXPORT enum ctxh_kind
ctxh_value_kind(const ctxh_value *v)
{
	if (v == NULL)
		return CTXH_NULL;
	switch (v->type & 0xff) {
	case cJSON_False:
	case cJSON_True:
		return CTXH_BOOL;
	case cJSON_Number:
		return CTXH_NUMBER;
	case cJSON_String:
		return CTXH_TEXT;
	case cJSON_Array:
		return CTXH_LIST;
	case cJSON_Object:
		return CTXH_OBJECT;
	default:
		return CTXH_NULL;
	}
}

EXPORT const ctxh_value *
ctxh_value_get(const ctxh_value *v, const char *key)
{
	const ctxh_value *item = v != NULL && key != NULL ? v->child : NULL;

	/* Most keys differ in their first byte; a list's items have none. */
	while (item != NULL && item->string != NULL &&
	    (item->string[0] != key[0] || strcmp(item->string, key) != 0))
		item = item->next;
	return item != NULL && item->string != NULL ? item : NULL;
}

EXPORT const ctxh_value *
ctxh_value_first(const ctxh_value *v)
{
	return v != NULL ? v->child : NULL;
}

EXPORT const ctxh_value *
ctxh_value_next(const ctxh_value *v)
{
	return v->next;
}

EXPORT const char *
ctxh_value_key(const ctxh_value *v)
{
	return v != NULL ? v->string : NULL;
}

EXPORT size_t
ctxh_value_count(const ctxh_value *v)
{
	const ctxh_value *item;
	size_t		  n = 0;

	VALUE_EACH(item, v)
		n++;
	return n;
}

EXPORT const char *
ctxh_value_str(const ctxh_value *v)
{
	return cJSON_IsString(v) ? v->valuestring : NULL;
}

EXPORT double
ctxh_value_num(const ctxh_value *v)
{
	return cJSON_IsNumber(v) ? v->valuedouble : 0;
}

EXPORT int
ctxh_value_is_true(const ctxh_value *v)
{
	return cJSON_IsTrue(v);
}

EXPORT char *
ctxh_value_print(const ctxh_value *v, int pretty)
{
	return pretty ? cJSON_Print(v) : cJSON_PrintUnformatted(v);
}

ctxh_value *
value_last(ctxh_value *list)
{
	/* cJSON keeps the last as the one before the first. */
	return list->child->prev;
}

int
put(ctxh_value *object, const char *key, ctxh_value *item)
{
	return ctxh_value_put(object, key, item) == CTXH_OK ? 0 : -1;
}

int
put_fresh(ctxh_value *object, const char *key, ctxh_value *item)
{
	/* cJSON appends in constant time when it need not look. */
	if (item != NULL && cJSON_IsObject(object) &&
	    cJSON_AddItemToObject(object, key, item))
		return 0;
	ctxh_value_free(item);
	return -1;
}

int
put_text(ctxh_value *object, const char *key, const char *text)
{
	return put(object, key, ctxh_value_text(text));
}

int
put_int(ctxh_value *object, const char *key, int64_t n)
{
	return put(object, key, ctxh_value_number((double)n));
}

int
put_bool(ctxh_value *object, const char *key, int truth)
{
	return put(object, key, ctxh_value_bool(truth));
}

int
put_null(ctxh_value *object, const char *key)
{
	return put(object, key, ctxh_value_null());
}

int
push(ctxh_value *list, ctxh_value *item)
{
	return ctxh_value_push(list, item) == CTXH_OK ? 0 : -1;
}

int
push_text(ctxh_value *list, const char *text)
{
	return push(list, ctxh_value_text(text));
}

const char *
get_text(const ctxh_value *v, const char *key)
{
	return ctxh_value_str(ctxh_value_get(v, key));
}

int64_t
get_int(const ctxh_value *v, const char *key, int64_t dflt)
{
	const ctxh_value *n = ctxh_value_get(v, key);

	/* Outside of what a double says exactly it is no whole number. */
	if (!cJSON_IsNumber(n) || n->valuedouble > MAX_EXACT ||
	    n->valuedouble < -MAX_EXACT)
		return dflt;
	return (int64_t)n->valuedouble;
}

int
get_bool(const ctxh_value *v, const char *key)
{
	return ctxh_value_is_true(ctxh_value_get(v, key));
}

int
list_has(const ctxh_value *list, const char *text)
{
	const ctxh_value *item;

	VALUE_EACH(item, list)
		if (cJSON_IsString(item) &&
		    strcmp(item->valuestring, text) == 0)
			return 1;
	return 0;
}

static int
scalar_same(const ctxh_value *a, const ctxh_value *b)
{
	switch (ctxh_value_kind(a)) {
	case CTXH_BOOL:
		return ctxh_value_is_true(a) == ctxh_value_is_true(b);
	case CTXH_NUMBER:
		return !(ctxh_value_num(a) < ctxh_value_num(b)) &&
		    !(ctxh_value_num(a) > ctxh_value_num(b));
	case CTXH_TEXT:
		return strcmp(ctxh_value_str(a), ctxh_value_str(b)) == 0;
	default:
		return 1;
	}
}

int
value_same(const ctxh_value *a, const ctxh_value *b)
{
	const ctxh_value *x, *y = ctxh_value_first(b);
	int		  object = ctxh_value_kind(a) == CTXH_OBJECT;

	if (a == NULL || b == NULL)
		return a == b;
	if (ctxh_value_kind(a) != ctxh_value_kind(b) ||
	    ctxh_value_count(a) != ctxh_value_count(b))
		return 0;
	if (!object && ctxh_value_kind(a) != CTXH_LIST)
		return scalar_same(a, b);
	VALUE_EACH(x, a) {
		if (object)
			y = ctxh_value_get(b, ctxh_value_key(x));
		if (!value_same(x, y))
			return 0;
		if (!object)
			y = ctxh_value_next(y);
	}
	return 1;
}
