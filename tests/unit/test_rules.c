/* The built-in rule set, and what the reader says of broken ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ctxh.h"

static int
set_up(void **state)
{
	struct ctxh_options opt = {
		.version = CTXH_OPTIONS_VERSION, .lang = CTXH_EN
	};
	ctxh *h;

	if (ctxh_new(&opt, &h) != CTXH_OK)
		return -1;
	*state = h;
	return 0;
}

static int
tear_down(void **state)
{
	ctxh_close(*state);
	return 0;
}

static ctxh_value *
rules(ctxh *h)
{
	ctxh_value *v;

	assert_int_equal(ctxh_rules(h, NULL, &v), CTXH_OK);
	return v;
}

static int
check(ctxh *h, const ctxh_value *v)
{
	char	*text = ctxh_value_print(v, 0);
	int	 rc;

	assert_non_null(text);
	rc = ctxh_rules_check(h, text, strlen(text), "t.json");
	free(text);
	return rc;
}

static const char *
where(const ctxh *h, const char *key)
{
	const char *s = ctxh_value_str(ctxh_value_get(ctxh_where(h), key));

	return s != NULL ? s : "(nowhere)";
}

/* ---- broken variants ---- */

/* Takes "forms[3].fields" apart: the next step of the path. */
static const char *
step(const char *path, char key[64], size_t *index)
{
	size_t n;

	if (*path == '[') {
		*index = strtoul(path + 1, NULL, 10);
		path = strchr(path, ']') + 1;
		key[0] = '\0';
	} else {
		n = strcspn(path, ".[");
		assert_true(n < 64);
		memcpy(key, path, n);
		key[n] = '\0';
		path += n;
	}
	return *path == '.' ? path + 1 : path;
}

/* The tree with the value at path set to json, taken out (NULL), or, where
 * the path ends with "[]", appended. */
static ctxh_value *
changed(ctxh *h, const ctxh_value *v, const char *path, const char *json)
{
	ctxh_value		*to;
	const ctxh_value	*item;
	const char		*rest;
	char			 key[64];
	size_t			 index = 0, i = 0;
	int			 hit, seen = 0;

	if (*path == '\0') {
		assert_int_equal(ctxh_value_parse(h, json, strlen(json), &to),
		    CTXH_OK);
		return to;
	}
	rest = step(path, key, &index);
	if (ctxh_value_kind(v) == CTXH_LIST) {
		to = ctxh_value_list();
		for (item = ctxh_value_first(v); item != NULL;
		    item = ctxh_value_next(item), i++) {
			if (i == index && *rest == '\0' && json == NULL)
				continue;
			assert_int_equal(ctxh_value_push(to, i == index ?
			    changed(h, item, rest, json) :
			    ctxh_value_copy(item)), CTXH_OK);
		}
		if (index >= i)
			assert_int_equal(ctxh_value_push(to,
			    changed(h, NULL, rest, json)), CTXH_OK);
		return to;
	}
	to = ctxh_value_object();
	for (item = ctxh_value_first(v); item != NULL;
	    item = ctxh_value_next(item)) {
		hit = strcmp(ctxh_value_key(item), key) == 0;
		seen |= hit;
		if (hit && *rest == '\0' && json == NULL)
			continue;
		assert_int_equal(ctxh_value_put(to, ctxh_value_key(item),
		    hit ? changed(h, item, rest, json) :
		    ctxh_value_copy(item)), CTXH_OK);
	}
	if (!seen)
		assert_int_equal(ctxh_value_put(to, key,
		    changed(h, NULL, rest, json)), CTXH_OK);
	return to;
}

static const struct {
	const char *path, *json;	/* what is changed */
	const char *where;		/* the path of the refusal */
	const char *says;		/* part of the message */
} broken[] = {
	{ "format", "2", "format", "whole number" },
	{ "format", NULL, "format", "missing" },
	{ "colour", "1", "colour", "unknown key" },
	{ "id", "\"Tt 33\"", "id", "not an id" },
	{ "title.en", NULL, "title.en", "missing" },
	{ "valid_from", "\"10/02/2019\"", "valid_from", "yyyy-mm-dd" },
	{ "valid_to", "\"2018-01-01\"", "valid_to", "before" },
	{ "codes.level", NULL, "codes.level", "missing" },
	{ "codes.level[0].vi", NULL, "codes.level[0].vi", "missing" },
	{ "codes.level[1].code", "\"cao\"", "codes.level", "twice" },
	{ "codes.level[1].code", "\"Cao\"", "codes.level[1].code", "code" },
	{ "codes.via", "[]", "codes.via", "1 to 256" },
	{ "codes.states", "[]", "codes.states", "called" },
	{ "states[0].open", "\"yes\"", "states[0].open", "true" },
	{ "states[7]", "{\"code\":\"x\",\"vi\":\"x\",\"en\":\"x\","
	    "\"open\":true}", "states[7]", "leads to" },
	{ "forms[0].title.vi", "\"\"", "forms[0].title.vi", "1 to 2000" },
	{ "forms[0].certainty", "\"sure\"", "forms[0].certainty", "known" },
	{ "forms[0].roles[0]", "\"boss\"", "forms[0].roles[0]", "focal" },
	{ "forms[0].when", "\"via\"", "forms[0].when", "required time" },
	{ "forms[1].verb", "\"intake\"", "forms[1].verb", "twice" },
	{ "forms[3].fields[2].type", "\"txt\"", "forms[3].fields[2].type",
	    "\"text\"" },
	{ "forms[3].fields[2].tpye", "\"text\"", "forms[3].fields[2].tpye",
	    "did you mean \"type\"" },
	{ "forms[3].fields[2].seal", NULL, "forms[3].fields[2].seal",
	    "missing" },
	{ "forms[3].fields[2].en", NULL, "forms[3].fields[2].en", "missing" },
	{ "forms[3].fields[2].codes", "\"level\"", "forms[3].fields[2].codes",
	    "none of this" },
	{ "forms[3].fields[1].codes", "\"verdit\"",
	    "forms[3].fields[1].codes", "\"verdict\"" },
	{ "forms[3].fields[1].id", "\"reason\"", "forms[3].fields",
	    "twice" },
	{ "forms[0].fields[11].fields[5].max", "-1",
	    "forms[0].fields[11].fields[5].max", "less than" },
	{ "forms[0].fields[11].fields[0].type", "\"list\"",
	    "forms[0].fields[11].fields[0].type", "within a list" },
	{ "forms[0].fields[11].fields[1].default[0].value", "\"x\"",
	    "forms[0].fields[11].fields[1].default[0].value", "no code" },
	{ "forms[0].fields[11].checks[0].need[0]", "\"origins\"",
	    "forms[0].fields[11].checks[0].need[0]", "\"origin\"" },
	{ "forms[0].checks[0].if.before", "\"via\"",
	    "forms[0].checks[0].if.before", "type" },
	{ "forms[0].checks[1].if.not.field", "\"categry\"",
	    "forms[0].checks[1].if.not.field", "\"category\"" },
	{ "forms[0].checks[1].if.not.is", "\"xamhai\"",
	    "forms[0].checks[1].if.not.is", "\"xam-hai\"" },
	{ "forms[0].checks[1].if.not.in", "[\"khac\"]",
	    "forms[0].checks[1].if.not", "one thing" },
	{ "forms[0].checks[0].refuse.vi", NULL,
	    "forms[0].checks[0].refuse.vi", "missing" },
	{ "forms[0].checks[5]", "{\"if\":{\"field\":\"via\",\"below\":"
	    "\"suggested\"},\"need\":[\"via\"]}", "forms[0].checks[5].if.below",
	    "suggests" },
	{ "forms[1].suggest[0].cases[0].value", "\"hoch\"",
	    "forms[1].suggest[0].cases[0].value", "no code" },
	{ "facts[0].max_of", "\"activities.what\"", "facts[0].max_of",
	    "date" },
	{ "transitions[1].from[0]", "\"tiepnhan\"", "transitions[1].from[0]",
	    "\"tiep-nhan\"" },
	{ "transitions[1].form", "\"assses\"", "transitions[1].form",
	    "\"assess\"" },
	{ "transitions[1].to[0].state", "\"xong\"",
	    "transitions[1].to[0].state", "no such state" },
	{ "transitions[1].to[1].back", "\"tiep-nhan\"",
	    "transitions[1].to[1].back", "pending" },
	{ "transitions[5]", NULL, "forms[4]", "no transition" },
	{ "transitions[6].to[0].if.field", "\"conclusion\"",
	    "transitions[6].to[0].if.field", "sealed" },
	{ "transitions[3].if.field", "\"case.rout\"",
	    "transitions[3].if.field", "\"case.route\"" },
	{ "deadlines[0].length", "{\"working_hours\":12,\"clock_hours\":1}",
	    "deadlines[0].length", "one of" },
	{ "deadlines[0].length.working_hours", "0.5",
	    "deadlines[0].length.working_hours", "whole" },
	{ "deadlines[3].length.until[0]", "\"plan.goals\"",
	    "deadlines[3].length.until[0]", "date" },
	{ "deadlines[4].starts[0].per", "\"reason\"",
	    "deadlines[4].starts[0].per", "sealed" },
	{ "deadlines[4].starts[0].per", NULL, "deadlines[4].starts",
	    "same" },
	{ "deadlines[1].id", "\"refer\"", "deadlines[1].id", "twice" },
	{ "title.vi", "\"a\\u001b[2J\"", "title.vi", "seen" },
	{ "title.vi", "\"a\\u202eb\"", "title.vi", "seen" },
	{ "title.vi", "\"a\\u0085b\"", "title.vi", "seen" },
	{ "title.vi", "\"  \"", "title.vi", "empty" },
	{ "codes.category[10]", "{\"code\":\"total\",\"vi\":\"x\","
	    "\"en\":\"x\"}", "codes.category", "row" },
	{ "forms[3].fields[6].seal", "\"person\"", "forms[3].fields[6]",
	    "another seal" },
	{ "forms[1].verb", "\"report\"", "forms[1].verb", "itself" },
	{ "forms[1].verb", "\"danh-gia\"", "forms[1].verb", "itself" },
	{ "forms[4].fields[5]", "{\"id\":\"dry_run\",\"vi\":\"x\","
	    "\"en\":\"x\",\"type\":\"bool\",\"seal\":\"facts\"}",
	    "forms[4].fields[5].id", "option" },
	{ "forms[4].fields[5]", "{\"id\":\"done-at\",\"vi\":\"x\","
	    "\"en\":\"x\",\"type\":\"bool\",\"seal\":\"facts\"}",
	    "forms[4].fields[5].id", "option" },
	{ "forms[11].case", "\"new\"", "transitions[14].from", "makes" },
	{ "forms[12].fields[3].id", "\"what\"", "forms[12].fields",
	    "\"scope\"" },
	{ "facts[1]", "{\"form\":\"plan\",\"id\":\"last_to\",\"max_of\":"
	    "\"activities.from\"}", "facts", "twice" },
	{ "transitions[5].decides", "\"plan\"", "transitions[5].decides",
	    "signed" },
	{ "transitions[5].to[0].closes", "true", "transitions[5].to",
	    "not open" },
	{ "states[6].open", "true", "transitions[7].to", "not open" },
	{ "deadlines[4].length.working_days", "1000000000000",
	    "deadlines[4].length.working_days", "10000" },
	{ "tables[0].rows", "\"form\"", "tables[0].rows", "known" },
	{ "tables[0].columns[1].id", "\"total\"", "tables", "twice" },
};

static void
broken_sets_are_refused(void **state)
{
	ctxh		*h = *state;
	ctxh_value	*whole = rules(h), *v;
	size_t		 i;

	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		v = changed(h, whole, broken[i].path, broken[i].json);
		if (check(h, v) != CTXH_EUSAGE)
			fail_msg("%s: accepted", broken[i].path);
		if (strcmp(where(h, "path"), broken[i].where) != 0)
			fail_msg("%s: refused at %s: %s", broken[i].path,
			    where(h, "path"), ctxh_message(h));
		if (strstr(ctxh_message(h), broken[i].says) == NULL)
			fail_msg("%s: %s", broken[i].path, ctxh_message(h));
		assert_memory_equal(ctxh_message(h), "t.json: ", 8);
		ctxh_value_free(v);
	}
	ctxh_value_free(whole);
}

static void
the_built_in_set_is_valid(void **state)
{
	ctxh		*h = *state;
	ctxh_value	*v = rules(h);

	if (check(h, v) != CTXH_OK)
		fail_msg("%s", ctxh_message(h));
	ctxh_value_free(v);
	assert_int_equal(ctxh_rules(h, "tt33-2018", &v), CTXH_OK);
	ctxh_value_free(v);
	assert_int_equal(ctxh_rules(h, "tt99", &v), CTXH_ENOTFOUND);
	assert_null(v);
}

/* Every object with one label has the other, and both say something. */
static size_t
count_labels(const ctxh_value *v)
{
	const ctxh_value	*m, *vi = NULL, *en = NULL;
	size_t			 n = 0;

	if (ctxh_value_kind(v) == CTXH_OBJECT) {
		vi = ctxh_value_get(v, "vi");
		en = ctxh_value_get(v, "en");
	}
	assert_int_equal(vi != NULL, en != NULL);
	if (vi != NULL) {
		assert_true(strlen(ctxh_value_str(vi)) > 0);
		assert_true(strlen(ctxh_value_str(en)) > 0);
		n = 1;
	}
	for (m = ctxh_value_first(v); m != NULL; m = ctxh_value_next(m))
		n += count_labels(m);
	return n;
}

static void
labels_stand_in_both_languages(void **state)
{
	ctxh_value *v = rules(*state);

	assert_true(count_labels(v) > 300);
	ctxh_value_free(v);
}

static void
bad_json_has_line_and_column(void **state)
{
	static const char text[] = "{\"format\": 1,\n  \"id\": }";
	ctxh *h = *state;

	assert_int_equal(ctxh_rules_check(h, text, sizeof(text) - 1, "a.json"),
	    CTXH_EUSAGE);
	assert_true(ctxh_value_num(ctxh_value_get(ctxh_where(h), "line")) ==
	    2);
	assert_memory_equal(ctxh_message(h), "a.json: ", 8);
}

static void
deep_conditions_are_refused(void **state)
{
	static const char inner[] = "{\"field\":\"via\",\"given\":true}";
	ctxh		*h = *state;
	ctxh_value	*whole = rules(h), *v;
	char		 json[1024] = "{\"if\":";
	int		 i;

	for (i = 0; i < 12; i++)
		strcat(json, "{\"not\":");
	strcat(json, inner);
	for (i = 0; i < 12; i++)
		strcat(json, "}");
	strcat(json, ",\"need\":[\"via\"]}");
	v = changed(h, whole, "forms[0].checks[5]", json);
	assert_int_equal(check(h, v), CTXH_EUSAGE);
	assert_non_null(strstr(ctxh_message(h), "deep"));
	ctxh_value_free(v);
	ctxh_value_free(whole);
}

static void
a_longer_limit_is_an_edit_of_data(void **state)
{
	ctxh		*h = *state;
	ctxh_value	*whole = rules(h), *v;

	v = changed(h, whole, "deadlines[2].length", "{\"working_days\":4}");
	assert_int_equal(check(h, v), CTXH_OK);
	ctxh_value_free(v);
	v = changed(h, whole, "forms[0].fields[32]", "{\"id\":\"mood\","
	    "\"vi\":\"Tâm trạng\",\"en\":\"Mood\",\"type\":\"code\","
	    "\"codes\":\"level\",\"seal\":\"facts\"}");
	assert_int_equal(check(h, v), CTXH_OK);
	ctxh_value_free(v);
	ctxh_value_free(whole);
}

static void
forms_are_described(void **state)
{
	static const char *const forms[] = { "intake", "assess", "plan",
	    "approve", "decision", "progress", "review", "close", "reopen",
	    "link", "refer", "follow", "support", "consent" };
	ctxh			*h = *state;
	ctxh_value		*v;
	const ctxh_value	*f;
	size_t			 i, cases = 0;

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		assert_int_equal(ctxh_form(h, forms[i], &v), CTXH_OK);
		assert_non_null(ctxh_value_str(ctxh_value_get(v, "title")));
		for (f = ctxh_value_first(ctxh_value_get(v, "fields"));
		    f != NULL; f = ctxh_value_next(f)) {
			assert_non_null(ctxh_value_str(ctxh_value_get(f,
			    "label")));
			assert_non_null(ctxh_value_str(ctxh_value_get(f,
			    "type")));
		}
		ctxh_value_free(v);
	}
	/* Assessed once, a case has a plan; one taken in has none yet. */
	assert_int_equal(ctxh_form(h, "plan", &v), CTXH_OK);
	f = ctxh_value_first(ctxh_value_get(v, "states"));
	assert_string_equal(ctxh_value_str(f), "da-danh-gia");
	ctxh_value_free(v);
	assert_int_equal(ctxh_form(h, "nothing", &v), CTXH_ENOTFOUND);
	assert_int_equal(ctxh_forms(h, &v), CTXH_OK);
	for (f = ctxh_value_first(v); f != NULL; f = ctxh_value_next(f))
		cases += ctxh_value_get(f, "register") == NULL;
	assert_int_equal(cases, 14);
	ctxh_value_free(v);
}

static int
has_agency(const ctxh_value *list, const char *code)
{
	const ctxh_value *a;

	for (a = ctxh_value_first(list); a != NULL; a = ctxh_value_next(a))
		if (strcmp(ctxh_value_str(ctxh_value_get(a, "code")), code) ==
		    0)
			return 1;
	return 0;
}

static void
agencies_come_and_go(void **state)
{
	const int64_t	 feb_28 = 1740762000;	/* 2025-03-01T00:00+07:00 */
	ctxh		*h = *state;
	ctxh_value	*v;

	assert_int_equal(ctxh_agencies(h, feb_28 - 1, 0, &v), CTXH_OK);
	assert_true(has_agency(v, "cong-an-huyen"));
	assert_false(has_agency(v, "so-y-te"));
	ctxh_value_free(v);
	assert_int_equal(ctxh_agencies(h, feb_28, 0, &v), CTXH_OK);
	assert_false(has_agency(v, "cong-an-huyen"));
	assert_true(has_agency(v, "so-y-te"));
	assert_true(has_agency(v, "tong-dai-111"));
	ctxh_value_free(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_built_in_set_is_valid,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(labels_stand_in_both_languages,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(broken_sets_are_refused,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(bad_json_has_line_and_column,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(deep_conditions_are_refused,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_longer_limit_is_an_edit_of_data, set_up, tear_down),
		cmocka_unit_test_setup_teardown(forms_are_described, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(agencies_come_and_go, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
