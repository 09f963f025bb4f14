/* Rule sets that extend another, and the tables that they declare: what is
 * joined how, and what is said of one that does not fit. */
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

#define HEAD	"{\"format\":1,\"id\":\"t\",\"extends\":\"tt33-2018\"," \
	"\"title\":{\"vi\":\"T\",\"en\":\"T\"},\"basis\":\"B\"," \
	"\"valid_from\":\"2030-01-01\""

/* A set of these members beside what every one has. */
static int
check(ctxh *h, const char *members)
{
	char	text[8192];
	int	n = snprintf(text, sizeof(text), "%s%s%s}", HEAD,
	    *members != '\0' ? "," : "", members);

	assert_true(n > 0 && (size_t)n < sizeof(text));
	return ctxh_rules_check(h, text, (size_t)n, "t.json");
}

static const char *
path(const ctxh *h)
{
	const char *s = ctxh_value_str(ctxh_value_get(ctxh_where(h), "path"));

	return s != NULL ? s : "(nowhere)";
}

/* ---- what is joined ---- */

static const char *const good[] = {
	"",
	/* A whole that hangs together only where each part was joined. */
	"\"codes\":{\"mood\":[{\"code\":\"vui\",\"vi\":\"v\",\"en\":\"e\"}]},"
	    "\"forms\":[{\"id\":\"progress\",\"fields\":[{\"id\":\"mood\","
	    "\"vi\":\"v\",\"en\":\"e\",\"type\":\"code\",\"codes\":\"mood\","
	    "\"seal\":\"facts\"}]}]",
	"\"codes\":{\"mood\":[{\"code\":\"vui\",\"vi\":\"v\",\"en\":\"e\"}]},"
	    "\"forms\":[{\"id\":\"intake\",\"fields\":[{\"id\":\"students\","
	    "\"fields\":[{\"id\":\"mood\",\"vi\":\"v\",\"en\":\"e\","
	    "\"type\":\"code\",\"codes\":\"mood\",\"seal\":\"facts\"},"
	    "{\"id\":\"school\",\"vi\":\"Trường nào\"}],\"checks\":["
	    "{\"if\":{\"field\":\"mood\",\"given\":true},"
	    "\"need\":[\"role\"]}]}]}]",
	"\"codes\":{\"via\":[{\"code\":\"hom-thu\",\"remove\":true}]}",
	"\"codes\":{\"via\":[]}",
	"\"forms\":[{\"id\":\"link\",\"remove\":true}],"
	    "\"transitions\":[{\"form\":\"link\",\"from\":\"open\","
	    "\"remove\":true}]",
	/* Two in the place of one, of which the second is looked at, too. */
	"\"transitions\":[{\"form\":\"support\",\"from\":\"any\","
	    "\"if\":{\"field\":\"kind\",\"is\":\"tam-ly\"},"
	    "\"to\":[{\"state\":\"=\"}]},{\"form\":\"support\","
	    "\"from\":\"any\",\"to\":[{\"state\":\"=\"}]}]",
	"\"states\":[{\"code\":\"tiep-nhan\",\"vi\":\"Mới\"}],"
	    "\"deadlines\":[{\"id\":\"follow\",\"remove\":true},"
	    "{\"id\":\"approve\",\"length\":{\"working_days\":9}}]",
	/* null takes a member away. */
	"\"forms\":[{\"id\":\"intake\",\"number\":null,\"fields\":["
	    "{\"id\":\"via\",\"help\":null}]},"
	    "{\"id\":\"assess\",\"suggest\":null,\"checks\":null}],"
	    "\"levels\":null",
	"\"tables\":[{\"id\":\"referrals\",\"remove\":true},"
	    "{\"id\":\"cases\",\"columns\":[{\"id\":\"offenders\","
	    "\"remove\":true},{\"id\":\"closed\",\"vi\":\"Xong\"}]}],"
	    "\"levels\":[\"thcs\"]",
	"\"facts\":[{\"form\":\"plan\",\"id\":\"first_from\","
	    "\"max_of\":\"activities.from\"}]",
	"\"valid_to\":\"2031-01-01\"",
	/* Declared tables. */
	"\"tables\":[{\"id\":\"t\",\"title\":{\"vi\":\"v\",\"en\":\"e\"},"
	    "\"of\":\"intake\",\"columns\":[{\"id\":\"n\",\"vi\":\"v\","
	    "\"en\":\"e\"}]}]",
	"\"tables\":[{\"id\":\"t\",\"title\":{\"vi\":\"v\",\"en\":\"e\"},"
	    "\"of\":\"progress\",\"by\":\"status\",\"if\":{\"not\":{"
	    "\"field\":\"case.level\",\"is\":\"cao\"}},\"columns\":[{"
	    "\"id\":\"n\",\"vi\":\"v\",\"en\":\"e\","
	    "\"measure\":{\"sum\":\"activity\"}},{\"id\":\"m\",\"vi\":\"v\","
	    "\"en\":\"e\",\"if\":{\"field\":\"activity\",\"given\":true},"
	    "\"measure\":\"students\"}]}]",
};

static void
what_differs_is_enough(void **state)
{
	ctxh	*h = *state;
	size_t	 i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (check(h, good[i]) != CTXH_OK)
			fail_msg("%s: %s", good[i], ctxh_message(h));
}

/* ---- what does not fit ---- */

#define TABLE(rest) "\"tables\":[{\"id\":\"t\",\"title\":{\"vi\":\"v\"," \
	"\"en\":\"e\"}," rest "}]"
#define LIMIT "\"vi\":\"v\",\"en\":\"e\",\"basis\":\"b\",\"length\":" \
	"{\"working_days\":1},\"precision\":\"day\",\"starts\":[{\"form\":" \
	"\"assess\",\"at\":[\"assessed_at\"]}],\"met_by\":[{\"form\":" \
	"\"plan\"}]}]"
#define COLUMN "\"columns\":[{\"id\":\"n\",\"vi\":\"v\",\"en\":\"e\"}]"

static const struct {
	const char *members, *where, *says;
} bad[] = {
	/* What would fail later, or be wrong without a word. */
	{ "\"levels\":[\"thcs\",\"mam-non\",\"thcs\"]", "levels", "twice" },
	{ "\"forms\":[{\"id\":\"support\",\"roles\":[\"reporter\"]}]",
	    "forms[support].roles[0]", "person key" },
	{ "\"forms\":[{\"id\":\"support\",\"roles\":[\"focal\","
	    "\"staff\"]}]", "forms[support].roles[1]", "person key" },
	{ "\"forms\":[{\"id\":\"decision\",\"roles\":[\"focal\"]}]",
	    "forms[decision].roles", "principal" },
	{ "\"forms\":[{\"id\":\"decision\",\"amend\":true}]",
	    "forms[decision].amend", "cannot be amended" },
	{ "\"forms\":[{\"id\":\"intake\",\"fields\":[{\"id\":\"role\","
	    "\"vi\":\"v\",\"en\":\"e\",\"type\":\"bool\","
	    "\"seal\":\"facts\"}]}]", "forms[intake].fields[role].id",
	    "option of that name" },
	{ "\"forms\":[{\"id\":\"intake\",\"fields\":[{\"id\":"
	    "\"student\",\"vi\":\"v\",\"en\":\"e\",\"type\":\"text\","
	    "\"seal\":\"person\"}]}]", "forms[intake].fields[student].id",
	    "option of that name" },
	{ "\"deadlines\":[{\"id\":\"report\"," LIMIT,
	    "deadlines[report].id", "program's own" },
	{ "\"deadlines\":[{\"id\":\"decision\"," LIMIT,
	    "deadlines[decision].id", "program's own" },
	{ "\"tables\":[{\"id\":\"cases\",\"columns\":[{\"id\":\"closed\","
	    "\"remove\":true}]}]", "tables[cases].columns", "\"closed\"" },
	{ "\"tables\":[{\"id\":\"cases\",\"columns\":[{\"id\":"
	    "\"level_none\",\"remove\":true}]}]", "tables[cases].columns",
	    "\"level_none\"" },
	{ "\"codes\":{\"level\":[{\"code\":\"rat-cao\",\"vi\":\"v\","
	    "\"en\":\"e\"}]}", "tables[cases].columns",
	    "\"level_rat_cao\"" },
	{ "\"tables\":[{\"id\":\"referrals\",\"columns\":[{\"id\":"
	    "\"late\",\"remove\":true}]}]", "tables[referrals].columns",
	    "\"late\"" },
	{ "\"tables\":[{\"id\":\"referrals\",\"rows\":\"deadline\"}]",
	    "tables[referrals].rows", "program's own" },
	{ "\"tables\":[{\"id\":\"more\",\"rows\":\"category\","
	    "\"title\":{\"vi\":\"v\",\"en\":\"e\"}," COLUMN "}]",
	    "tables[more].rows", "\"cases\" has these rows" },
	{ "\"colour\":1", "colour", "unknown key" },
	{ "\"forms\":{}", "forms", "not a list" },
	{ "\"forms\":\"intake\"", "forms", "not a list" },
	{ "\"codes\":[]", "codes", "not an object" },
	{ "\"codes\":{\"via\":{}}", "codes.via", "not a list" },
	{ "\"codes\":{\"via\":5}", "codes.via", "not a list" },
	{ "\"codes\":null", "codes", "missing" },
	{ "\"states\":null", "states", "missing" },
	{ "\"transitions\":null", "transitions", "missing" },
	{ "\"forms\":[{\"id\":\"intake\",\"fields\":null}]",
	    "forms[intake].fields", "missing" },
	{ "\"codes\":{\"category\":null}", "codes.category", "missing" },
	/* Twice in the new set. */
	{ "\"codes\":{\"via\":[{\"code\":\"hom-thu\",\"vi\":\"a\"},"
	    "{\"code\":\"hom-thu\",\"vi\":\"b\"}]}", "codes.via[hom-thu]",
	    "twice" },
	{ "\"forms\":[{\"id\":\"close\"},{\"id\":\"intake\"},"
	    "{\"id\":\"close\"}]", "forms[close]", "twice" },
	{ "\"forms\":[{\"id\":\"close\",\"fields\":[{\"id\":\"x\"},"
	    "{\"id\":\"x\"}]}]", "forms[close].fields[x]", "twice" },
	/* Taken away. */
	{ "\"forms\":[{\"id\":\"nothing\",\"remove\":true}]", "forms[nothing]",
	    "no such thing" },
	{ "\"forms\":[{\"remove\":true}]", "forms[0]", "no such thing" },
	{ "\"forms\":[{\"id\":\"link\",\"remove\":true,\"verb\":\"l\"}]",
	    "forms[link]", "nothing beside" },
	{ "\"forms\":[{\"id\":\"close\",\"fields\":[{\"id\":\"x\","
	    "\"remove\":true}]}]", "forms[close].fields[x]", "no such thing" },
	{ "\"forms\":[{\"id\":\"intake\",\"fields\":[{\"id\":\"via\","
	    "\"fields\":[{\"id\":\"x\",\"remove\":true}]}]}]",
	    "forms[intake].fields[via].fields[x]", "no such thing" },
	{ "\"forms\":[{\"id\":\"close\",\"checks\":[{\"remove\":true}]}]",
	    "forms[close].checks[0]", "no such thing" },
	{ "\"codes\":{\"mood\":[{\"code\":\"x\",\"remove\":true}]}",
	    "codes.mood[x]", "no such thing" },
	{ "\"transitions\":[{\"form\":\"close\",\"from\":\"open\","
	    "\"remove\":true}]", "transitions[0]", "no such thing" },
	{ "\"transitions\":[{\"form\":\"decision\",\"from\":[\"cho-duyet\"],"
	    "\"decides\":\"closing\",\"remove\":true}]", "transitions[0]",
	    "no such thing" },
	/* What is taken away must not be needed any more. */
	{ "\"codes\":{\"category\":[{\"code\":\"xam-hai\",\"remove\":true}]}",
	    "forms[intake].fields[students].fields[role].default[0].if.in",
	    "no code" },
	{ "\"deadlines\":[],\"forms\":[{\"id\":\"progress\",\"remove\":true}]",
	    "transitions[5].form", "no such form" },
	{ "\"forms\":[{\"id\":\"plan\",\"fields\":[{\"id\":\"review_on\","
	    "\"remove\":true}]}]", "deadlines[review].length.until[0]",
	    "not a date" },
	/* In what came of both an item is called by its name. */
	{ "\"forms\":[{\"id\":\"progress\",\"fields\":[{\"id\":\"mood\","
	    "\"vi\":\"v\",\"en\":\"e\",\"type\":\"cod\","
	    "\"seal\":\"facts\"}]}]", "forms[progress].fields[mood].type",
	    "\"code\"" },
	{ "\"codes\":{\"via\":[{\"code\":\"hom-thu\",\"vi\":\"\"}]}",
	    "codes.via[hom-thu].vi", "1 to 2000" },
	{ "\"codes\":{\"via\":[{\"code\":\"moi\",\"vi\":\"v\"}]}",
	    "codes.via[moi].en", "missing" },
	{ "\"states\":[{\"code\":\"xa\",\"vi\":\"v\",\"en\":\"e\","
	    "\"open\":true}]", "states[xa]", "leads to" },
	/* Behind those of the base, however many these are. */
	{ "\"forms\":[\"intake\"]", "forms[", "not an object" },
	{ "\"deadlines\":[{\"id\":\"approve\",\"length\":{"
	    "\"working_days\":1000000000000}}]",
	    "deadlines[approve].length.working_days", "whole number" },
	/* Declared tables. */
	{ TABLE(COLUMN), "tables[t].rows", "missing" },
	{ TABLE("\"of\":\"intak\"," COLUMN), "tables[t].of", "\"intake\"" },
	{ TABLE("\"of\":\"intake\",\"rows\":\"category\"," COLUMN),
	    "tables[t].rows", "unknown key" },
	{ TABLE("\"of\":\"intake\""), "tables[t].columns", "missing" },
	{ TABLE("\"of\":\"intake\",\"by\":\"received_at\"," COLUMN),
	    "tables[t].by", "codes" },
	{ TABLE("\"of\":\"intake\",\"by\":\"condition\"," COLUMN),
	    "tables[t].by", "sealed" },
	{ TABLE("\"of\":\"intake\",\"by\":\"case.category\"," COLUMN),
	    "tables[t].by", "codes" },
	{ TABLE("\"of\":\"intake\",\"if\":{\"field\":\"condition\","
	    "\"given\":true}," COLUMN), "tables[t].if.field", "sealed" },
	{ TABLE("\"of\":\"intake\",\"columns\":[{\"id\":\"n\",\"vi\":\"v\","
	    "\"en\":\"e\",\"measure\":\"persons\"}]"),
	    "tables[t].columns[n].measure", "known" },
	{ TABLE("\"of\":\"plan\",\"columns\":[{\"id\":\"n\",\"vi\":\"v\","
	    "\"en\":\"e\",\"measure\":{\"sum\":\"needs\"}}]"),
	    "tables[t].columns[n].measure.sum", "number" },
	{ TABLE("\"of\":\"intake\",\"columns\":[{\"id\":\"n\",\"vi\":\"v\","
	    "\"en\":\"e\",\"measure\":{\"sum\":\"father_age\"}}]"),
	    "tables[t].columns[n].measure.sum", "sealed" },
	{ TABLE("\"of\":\"intake\",\"columns\":[{\"id\":\"n\",\"vi\":\"v\","
	    "\"en\":\"e\",\"measure\":[1]}]"),
	    "tables[t].columns[n].measure", "not a text" },
	{ "\"tables\":[{\"id\":\"cases\",\"columns\":[{\"id\":\"closed\","
	    "\"measure\":\"cases\"}]}]", "tables[cases].columns[closed]"
	    ".measure", "unknown key" },
	{ "\"codes\":{\"via\":[{\"code\":\"total\",\"vi\":\"v\","
	    "\"en\":\"e\"}]}," TABLE("\"of\":\"intake\",\"by\":\"via\","
	    COLUMN), "tables[t].by", "total" },
};

static void
what_does_not_fit_is_refused(void **state)
{
	ctxh	*h = *state;
	size_t	 i, n;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (check(h, bad[i].members) != CTXH_EUSAGE)
			fail_msg("%s: accepted", bad[i].members);
		n = strlen(bad[i].where);
		if (strncmp(path(h), bad[i].where, n) != 0 ||
		    (bad[i].where[n - 1] != '[' && path(h)[n] != '\0'))
			fail_msg("%s: refused at %s: %s", bad[i].members,
			    path(h), ctxh_message(h));
		if (strstr(ctxh_message(h), bad[i].says) == NULL)
			fail_msg("%s: %s", bad[i].members, ctxh_message(h));
	}
}

/* As it stands, or one that lacks what each set says itself. */
static int
check_text(ctxh *h, const char *text)
{
	return ctxh_rules_check(h, text, strlen(text), "t.json");
}

static void
a_set_has_a_base_and_a_name(void **state)
{
	ctxh *h = *state;

	assert_int_equal(check_text(h, "{\"format\":1,\"id\":\"t\","
	    "\"extends\":\"tt99\",\"title\":{\"vi\":\"v\",\"en\":\"e\"},"
	    "\"basis\":\"B\",\"valid_from\":\"2030-01-01\"}"),
	    CTXH_ENOTFOUND);
	assert_string_equal(path(h), "extends");
	assert_non_null(strstr(ctxh_message(h), "tt99"));
	assert_int_equal(check_text(h, "{\"extends\":5}"), CTXH_EUSAGE);
	assert_string_equal(path(h), "extends");
	assert_int_equal(check_text(h, "{\"extends\":\"tt33-2018\"}"),
	    CTXH_EUSAGE);
	assert_string_equal(path(h), "format");
	assert_int_equal(check_text(h, "{\"format\":1,\"id\":\"t\","
	    "\"extends\":\"tt33-2018\",\"title\":null,\"basis\":\"B\","
	    "\"valid_from\":\"2030-01-01\"}"), CTXH_EUSAGE);
	assert_string_equal(path(h), "title");
}

/* Each of the new ones is compared with each. */
static void
a_list_has_bounds(void **state)
{
	ctxh	*h = *state;
	char	 text[8192] = "\"codes\":{\"via\":[";
	int	 i;

	for (i = 0; i < 300; i++)
		strcat(text, i > 0 ? ",{\"a\":1}" : "{\"a\":1}");
	strcat(text, "]}");
	assert_int_equal(check(h, text), CTXH_EUSAGE);
	assert_string_equal(path(h), "codes.via");
}

/* ---- the set that the library carries so ---- */

static const ctxh_value *
named(const ctxh_value *list, const char *key, const char *name)
{
	const ctxh_value *v;

	for (v = ctxh_value_first(list); v != NULL; v = ctxh_value_next(v))
		if (ctxh_value_get(v, key) != NULL && strcmp(ctxh_value_str(
		    ctxh_value_get(v, key)), name) == 0)
			return v;
	return NULL;
}

static const char *
text_of(const ctxh_value *v, const char *key)
{
	return ctxh_value_str(ctxh_value_get(v, key));
}

static void
tt18_is_tt33_and_more(void **state)
{
	ctxh			*h = *state;
	ctxh_value		*old, *new;
	const ctxh_value	*a, *b, *forms;

	assert_int_equal(ctxh_rules(h, "tt33-2018", &old), CTXH_OK);
	assert_int_equal(ctxh_rules(h, "tt18-2025", &new), CTXH_OK);
	assert_null(ctxh_value_get(new, "extends"));
	assert_null(ctxh_value_get(new, "valid_to"));
	assert_string_equal(text_of(old, "valid_to"), "2025-10-30");
	assert_string_equal(text_of(new, "valid_from"), "2025-10-31");
	forms = ctxh_value_get(new, "forms");
	assert_int_equal(ctxh_value_count(forms), ctxh_value_count(
	    ctxh_value_get(old, "forms")) + 1);
	a = named(ctxh_value_get(old, "forms"), "id", "intake");
	b = ctxh_value_first(forms);
	assert_string_equal(text_of(b, "id"), "intake");
	assert_int_equal(ctxh_value_count(ctxh_value_get(b, "fields")),
	    ctxh_value_count(ctxh_value_get(a, "fields")) + 1);
	assert_null(named(ctxh_value_get(a, "fields"), "id", "topic"));
	assert_non_null(named(ctxh_value_get(b, "fields"), "id", "topic"));
	assert_int_equal(ctxh_value_count(ctxh_value_get(ctxh_value_get(new,
	    "codes"), "topic")), 7);
	ctxh_value_free(old);
	ctxh_value_free(new);
}

/* The labels of the annex are not at hand: nothing of it is certain. */
static void
tt18_says_how_certain_it_is(void **state)
{
	ctxh			*h = *state;
	ctxh_value		*forms;
	const ctxh_value	*f, *field;
	size_t			 cases = 0;

	assert_int_equal(ctxh_forms_of(h, "tt99", &forms), CTXH_ENOTFOUND);
	assert_null(forms);
	assert_int_equal(ctxh_forms_of(h, "tt18-2025", &forms), CTXH_OK);
	for (f = ctxh_value_first(forms); f != NULL; f = ctxh_value_next(f)) {
		assert_string_equal(text_of(f, "rules"), "tt18-2025");
		assert_string_equal(text_of(f, "certainty"), "practice");
		assert_true(strlen(text_of(f, "source")) > 0);
		for (field = ctxh_value_first(ctxh_value_get(f, "fields"));
		    field != NULL; field = ctxh_value_next(field))
			assert_string_not_equal(text_of(field, "certainty"),
			    "certain");
	}
	ctxh_value_free(forms);
	assert_int_equal(ctxh_forms_of(h, "tt33-2018", &forms), CTXH_OK);
	for (f = ctxh_value_first(forms); f != NULL; f = ctxh_value_next(f))
		cases += ctxh_value_get(f, "register") == NULL;
	assert_int_equal(cases, 13);
	ctxh_value_free(forms);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_differs_is_enough,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_does_not_fit_is_refused,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_set_has_a_base_and_a_name,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_list_has_bounds, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(tt18_is_tt33_and_more, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(tt18_says_how_certain_it_is,
		    set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
