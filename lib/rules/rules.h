/*
 * Rule sets: what a regulation says, read from JSON and compiled.  Forms with
 * their fields and conditions, code lists, states and transitions, deadlines,
 * tables of the report.  ctxh-rules(5) describes the file.
 *
 * Beside what its name says, a file may have
 *   in a condition	{"field": "goal", "over": "goals"}: a number greater
 *			than that list's count; "case.agency", that of the
 *			newest referral
 *   in a field		"certainty"; of a list, "checks" for each item
 *   in a default	{"from": "case.agency"} in place of "value"
 *   in a check		"why", said behind what need and forbid refuse
 *   in a transition	"why", said where "if" or "needs" fails; "needs", an
 *			earlier document; "decides", what a decision decides
 *   in its "to"	"duplicate": the case leaves the tables
 *   in a deadline	"on": a decision on that only; "until", a list of
 *			dates, "form.field" for the newest document of another
 *			form; "length" of one start
 * What moves a case or a deadline looks at fields sealed as facts only, so
 * that a reporter works out the same.
 *
 * A struct rules owns all that it points to; nothing in it changes after it
 * was read.  Everything is borrowed until the rule set is freed.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <stddef.h>
#include <stdint.h>

#include "base/handle.h"

/* Bounds of a rule set; the reader refuses more. */
#define RULES_BYTES_MAX	((size_t)1 << 20)
#define RULES_LIST_MAX	256	/* items of any list */
#define RULES_DEPTH_MAX	12	/* nesting of conditions */
#define RULES_ID_MAX	40	/* bytes of an id or code */

/* A form that is the program's own; no rule set may have one of that name. */
#define FORM_RECOUNT	"recount"

struct label {
	const char *vi, *en;	/* both NULL where there is none */
};

struct code {
	const char	*code;
	struct label	 label;
	int		 open;	/* a state: the case is not closed */
	const char	*also;	/* how else lists write it, each between '|';
				 * or NULL */
};

struct codes {
	const char	*id;	/* "states" for the states */
	struct code	*list;	/* levels stand from high to low */
	size_t		 count;
};

enum field_type {
	FIELD_TIME, FIELD_DATE, FIELD_BOOL, FIELD_INT, FIELD_TEXT, FIELD_CODE,
	FIELD_AGENCY, FIELD_STUDENT, FIELD_CASE,
	FIELD_CODES, FIELD_TEXTS, FIELD_LIST	/* the lists */
};

struct field;
struct fieldset {
	struct field	*list;
	size_t		 count;
	const struct field **slots;	/* hash by id, open addressing */
	size_t		 mask;
};

/* What a condition looks at: a field of the form, or a fact of the case. */
struct ref {
	const char		*name;	/* "known_at", or "case.known_at" */
	const struct field	*field;	/* NULL: a fact of the case */
	int			 item;	/* a field of the list's item */
};

enum pred_kind {
	PRED_IS, PRED_IN, PRED_HAS, PRED_GIVEN, PRED_BEFORE, PRED_BELOW,
	PRED_OVER, PRED_MORE, PRED_ALL, PRED_ANY, PRED_NOT
};

struct pred {
	enum pred_kind	 kind;
	struct ref	 ref;
	struct ref	 other;		/* before: the later; over: the list */
	const char	*code;		/* is, has, more */
	int		 truth;		/* is, of a bool field; given */
	int		 is_bool;	/* is: truth, not code */
	const char	**codes;	/* in */
	size_t		 code_count;
	struct ref	*in, *than;	/* more */
	size_t		 in_count, than_count;
	struct pred	*parts;		/* all, any, not */
	size_t		 part_count;
};

/* A value given by the first condition that holds; the last has often none. */
struct choice {
	const struct pred *cond;	/* NULL: always */
	const char	*code;		/* of a code or text field */
	int64_t		 number;	/* of an int; of a bool 0 or 1 */
	const char	*from;		/* "case.agency": a fact of the case */
};

enum check_kind {
	CHECK_NEED,		/* names may not be missing (2) */
	CHECK_FORBID,		/* names may not be given (6) */
	CHECK_REFUSE,		/* the text says why (6) */
	CHECK_ROLE_NEED, CHECK_ROLE_FORBID,	/* for that role (4) */
	/* Carried out by lib/cases: */
	CHECK_AGENCY,		/* name existed on the day, accepts kind (6) */
	CHECK_CONSENT,		/* consents of the scope are there (6) */
	CHECK_AGE_UNDER		/* the subject pupils' age (6) */
};

struct check {
	enum check_kind	 kind;
	const struct pred *cond;	/* NULL: always */
	struct label	 text;		/* why; may be NULL but for refuse */
	const char	*role;		/* role kinds */
	const struct field **names;	/* need, forbid, role kinds */
	size_t		 name_count;
	const struct field *agency, *agency_kind;	/* agency */
	const char	*scope;		/* consent: a code */
	int64_t		 age;		/* age_under */
};

enum certainty {
	CERTAIN,		/* the regulation's own words */
	CERTAIN_DERIVED,	/* worked out from the regulation's text */
	CERTAIN_PRACTICE	/* common practice, or the school's own */
};

/* Whom a field tells of beside the pupils whom a form names: paper that is
 * printed for one of several pupils leaves it out where it is another one. */
enum field_about { ABOUT_MATTER, ABOUT_SUBJECT, ABOUT_INFORMANT };

struct field {
	const char	*id;
	struct label	 label, help;
	struct label	 heading;	/* on paper, before it; or none */
	enum field_about	 about;
	enum field_type	 type;
	int		 index;		/* within its fieldset */
	const struct codes *codes;	/* code, codes */
	int		 person;	/* sealed under the person key */
	int		 required;
	enum certainty	 certainty;
	int		 has_min, has_max;	/* int */
	int64_t		 min, max;
	size_t		 least;		/* items of a list that is given */
	struct choice	*defaults;
	size_t		 default_count;
	/* A list of objects. */
	struct fieldset	 set;
	int		 has_facts, has_person;	/* which seals lie within */
	struct check	*checks;	/* need, forbid, refuse; per item */
	size_t		 check_count;
};

struct suggestion {
	const struct field *field;
	struct choice	*cases;
	size_t		 case_count;
};

enum form_case {
	FORM_CASE_NEW, FORM_CASE_REQUIRED, FORM_CASE_OPTIONAL,
	FORM_CASE_NONE		/* of a register, not of a case */
};

/* The prevention side's registers: each of their entries is a thread of
 * documents, as a case is. */
enum register_kind {
	REGISTER_GROUP, REGISTER_MENTOR, REGISTER_ACTIVITY, REGISTER_TARGET,
	REGISTER_RESOURCE, REGISTER_YEARPLAN, REGISTER_SCREEN, REGISTER_COUNT
};
/* "group" and so on. */
extern const char *const register_names[REGISTER_COUNT + 1];

/* What a form does to an entry.  The numbers stand in the store. */
enum form_step {
	STEP_START = 1, STEP_NOTE, STEP_END,
	STEP_PAIR		/* a note sealed to the pair's own key */
};

/* How a form is printed. */
enum print_shape { PRINT_SHEET, PRINT_LETTER, PRINT_DECISION };
struct print {
	enum print_shape shape;
	const char	*symbol;	/* "BC" of "Số: 05/BC-THCS"; or NULL */
	const char	*maker;		/* over the name of who filled it in; or
					 * NULL */
	int		 head;		/* the head signs */
	int		 handover;	/* a record of the handover goes with
					 * it */
};

struct form {
	const char	*id, *verb;
	struct label	 title;
	const char	*number;	/* "Mẫu số 01", or NULL */
	const char	*source;
	enum certainty	 certainty;
	const struct field *when;	/* a required time */
	const char *const *roles;
	size_t		 role_count;
	enum form_case	 needs_case;
	enum register_kind kind;	/* of FORM_CASE_NONE */
	enum form_step	 step;		/* likewise */
	int		 amend;
	struct print	 print;
	struct fieldset	 set;
	struct suggestion *suggest;
	size_t		 suggest_count;
	struct check	*checks;
	size_t		 check_count;
	int		 index;		/* within the rule set */
};

/* A fact worked out of a form's fields, sealed beside the facts fields. */
struct computed {
	const struct form *form;
	const char	*id;
	const struct field *list, *inner;	/* the greatest inner */
};

enum decides { DECIDES_NOTHING, DECIDES_PLAN, DECIDES_CLOSING, DECIDES_ROUTE };

#define STATE_SAME	(-1)	/* "=": unchanged */
#define STATE_BACK	(-2)	/* "<": what the pending closing remembered */
#define STATE_NONE	(-3)

/* A row of a transition's "to"; the first whose condition holds. */
struct outcome {
	const struct pred *cond;	/* NULL: always */
	int		 state;		/* index in rules->states, or above */
	enum decides	 pend;		/* starts what a decision decides */
	int		 back;		/* with pend closing: the state that is
					 * remembered; STATE_NONE: the state
					 * before, and nothing new is remembered
					 * where a closing already pends */
	int		 withdraw;	/* takes what pends back */
	int		 closes, reopens;
	int		 duplicate;	/* the case leaves the tables */
};

/* A document of a kind, as deadlines and transitions name them. */
struct event {
	const struct form *form;
	const struct pred *cond;	/* NULL: any */
	int		 after;		/* at or after the start only */
	const char	*same;		/* field alike in both documents */
	enum decides	 decides;	/* "on": a decision on that only */
};

struct transition {
	const struct form *form;
	uint32_t	 from;		/* bit i: from states->list[i] */
	int		 from_none;	/* makes the case */
	const struct pred *cond;	/* NULL; else refused where not */
	struct label	 text;		/* said then; may be NULL */
	const struct event *needs;	/* an earlier document; or NULL */
	enum decides	 decides;
	struct outcome	*to;
	size_t		 to_count;
};

enum length_kind {
	LENGTH_NONE, LENGTH_WORKING_DAYS, LENGTH_WORKING_HOURS,
	LENGTH_CLOCK_HOURS, LENGTH_UNTIL
};

/* A date of the starting document, or of the newest of another form. */
struct until {
	const struct form *form;	/* NULL: the starting document */
	const char	*fact;		/* a facts field, or a computed one */
};

struct length {
	enum length_kind kind;
	int64_t		 n;
	struct until	*until;		/* the first that is there */
	size_t		 until_count;
};

struct start {
	const struct form *form;
	const struct pred *cond;
	enum decides	 decides;	/* "on" */
	struct ref	*at;		/* the first that is there */
	size_t		 at_count;
	int		 first;		/* the first such document only */
	const struct field *per;	/* first for each of its values */
	struct length	 length;	/* LENGTH_NONE: the rule's own */
};

struct deadline_rule {
	const struct rules *of;		/* NULL: of the program's own */
	const char	*id;
	struct label	 label;
	const char	*basis;
	struct length	 length;
	int		 minute;	/* precision; else the day */
	int		 on_top;	/* notify at once */
	struct start	*starts;
	size_t		 start_count;
	struct event	*met_by, *waived_by;
	size_t		 met_count, waived_count;
	const struct pred *waived_if;	/* of the case, when asked */
};

/* Tables that the program counts itself, a kind of rows each; and those that
 * say what they count. */
enum table_rows {
	ROWS_CATEGORY, ROWS_AGENCY, ROWS_DEADLINE,
	ROWS_GROUP, ROWS_ACTIVITY, ROWS_MENTOR, ROWS_TARGET,
	ROWS_DECLARED
};

enum measure {
	MEASURE_DOCUMENTS, MEASURE_CASES, MEASURE_STUDENTS, MEASURE_SUM
};

struct column {
	const char	*id;
	struct label	 label;
	/* Of a declared table: */
	const struct pred *cond;	/* NULL: every document of the table */
	enum measure	 measure;
	const struct field *sum;	/* MEASURE_SUM */
};

/* Rows of a declared table that are no code of its field. */
#define ROW_TOTAL	"total"
#define ROW_NONE	"none"		/* documents without the field */

struct table_def {
	const char	*id;
	struct label	 title;
	enum table_rows	 rows;
	/* Of a declared table: */
	const struct form *of;
	const struct field *by;		/* code, codes; or NULL: one row */
	const struct pred *cond;	/* or NULL */
	struct column	*columns;
	size_t		 column_count;
};

/* A rule of screening: whom what is known of a school year points at. */
enum screen_look {
	LOOK_ABSENCE,		/* days, in the last so many */
	LOOK_STOPPED,		/* school days in a row, up to the newest */
	LOOK_CONDUCT, LOOK_RESULT	/* of the newest term */
};
enum screen_leave { LEAVE_ANY, LEAVE_WITH, LEAVE_WITHOUT };
enum screen_limit { LIMIT_DAYS, LIMIT_WITHIN, LIMIT_BEYOND, LIMITS };

struct screen_rule {
	const char	*id;
	struct label	 label;
	const char	*basis;
	enum certainty	 certainty;
	enum screen_look looks_at;
	enum screen_leave leave;
	/* At least so many days; within so many days of the calendar; of who
	 * stopped coming: beyond so many.  0: no such limit. */
	int64_t		 limit[LIMITS];
	const char	**codes;	/* of conduct, of results */
	size_t		 code_count;
	int64_t		 weight;	/* the worst first; at most 100 */
	const char	**suggests;	/* codes "group_kind" */
	size_t		 suggest_count;
};
extern const char *const screen_looks[];	/* ends with NULL */
extern const char *const screen_limits[LIMITS];	/* "days" and so on */

struct rules {
	const char	*id;
	struct label	 title;
	const char	*basis;
	int64_t		 from, to;	/* days in force; to may be INT64_MAX */
	struct codes	*codes;
	size_t		 codes_count;
	const struct codes *states;	/* codes "states" */
	const struct codes *category;	/* codes "category" */
	struct form	*forms;
	size_t		 form_count;
	struct computed	*facts;
	size_t		 fact_count;
	struct transition *transitions;
	size_t		 transition_count;
	struct deadline_rule *deadlines;
	size_t		 deadline_count;
	struct table_def *tables;
	size_t		 table_count;
	struct screen_rule *screening;
	size_t		 screen_count;
	const ctxh_value *levels;	/* of the schools it is for; or NULL:
					 * all.  Of the tree */
	ctxh_value	*tree;		/* as compiled, extensions joined */
	int		 outline;	/* no more than id, from, to, levels and
					 * its own tree, not joined */
	struct arena	*arena;
	int64_t		 op;		/* that took it in; 0: not of a store */
};

/*
 * Reads and compiles one rule set; name is its file's, for messages.  One that
 * extends another is joined with it first (extend.h).
 * CTXH_EUSAGE where it is not one; the handle's where has "path", such as
 * "forms[3].fields[2].type", or "line" and "column" of a fault in the JSON.
 * CTXH_ENOTFOUND where it extends one that the handle does not know.
 */
int	 rules_read(ctxh *, const char *json, size_t, const char *name,
	    struct rules **);
/* The same of a whole rule set as a tree, which is consumed. */
int	 rules_compile(ctxh *, ctxh_value *tree, const char *name,
	    struct rules **);
/* What says when a built-in set applies; the rest is read by rules_whole(), once
 * it does, which puts the whole in the outline's place or leaves that. */
int	 rules_outline(ctxh *, const char *json, size_t, const char *name,
	    struct rules **);
int	 rules_whole(ctxh *, struct rules **);
void	 rules_free(struct rules *);

/* The sets that the library carries and those of the unlocked store into
 * h->rules; does nothing where they are there.  Of the former each is read as a
 * whole when it is first asked for: where that failed since, so does this. */
int	 rulebook_load(ctxh *);
/*
 * These load the sets where needed, and are NULL after a failure to.
 * rules_on: in force on that day for this school; an earlier day takes the
 * first set, a later one the newest.  rules_newest: in force now.  rules_named
 * also for an id that there is none of; rules_at behind the last.  Which of
 * both it was rulebook_load() tells.
 */
const struct rules *rules_on(ctxh *, int64_t day);
const struct rules *rules_named(ctxh *, const char *id);
const struct rules *rules_at(ctxh *, size_t);
/* The tree of the set with that id, joined with what it extends; NULL as
 * rules_named(). */
const ctxh_value *rules_tree(ctxh *, const char *id);
const struct rules *rules_newest(ctxh *);
/* Whether it is, or would be with the sets that there are, in force today. */
int	 rules_applies(ctxh *, const struct rules *);
/* Whether it is for a school of this one's levels; 1 where they are not
 * known. */
int	 rules_cover_school(ctxh *, const struct rules *);
/* Where r has ended by the day: the set that took its place, but not for the
 * levels of this school.  NULL where there is none. */
const struct rules *rules_beyond(ctxh *, const struct rules *r, int64_t day);
/* The set of a form by its id or verb: the newest now, or any other that has
 * it; NULL where none does. */
const struct rules *rules_of_form(ctxh *, const char *);

/* By id or verb; by id; by code.  NULL (-1) where there is none. */
const struct form *rules_form(const struct rules *, const char *);
const struct codes *rules_codes(const struct rules *, const char *);
/* The column of the table of cases that counts a level, "level_trung_binh" of
 * "trung-binh"; NULL: of the cases without one. */
void	 level_column(const char *level, char *out, size_t size);
const struct field *form_field(const struct form *, const char *);
const struct field *fieldset_find(const struct fieldset *, const char *);
int	 code_index(const struct codes *, const char *);
/* The label in the handle's language; the code itself where it has none. */
const char *code_label(const ctxh *, const struct codes *, const char *);
const char *label_text(const ctxh *, const struct label *);

struct pred_env {
	const ctxh_value *fields;
	const struct form *form;
	const ctxh_value *item;		/* inside a list */
	/* A fact of the case by name, "case.level": a code, "true", "false",
	 * RFC 3339 with +07:00, or NULL.  NULL function: there is no case. */
	const char	*(*var)(void *ctx, const char *name);
	void		*ctx;
	const char	*role;
	const char	*suggested;	/* what below compares with */
};

/* A NULL condition holds. */
int	 pred_true(const struct pred *, const struct pred_env *);

/*
 * Types and choices, in place (fields is an object): times become RFC 3339
 * with +07:00, dates yyyy-mm-dd, yes and no truths, a single value a list of
 * one; null and "" count as not given.  CTXH_EUSAGE with "field".
 */
int	 form_normalise(ctxh *, const struct form *, ctxh_value *fields);
/* Fills in defaults, not that of the when field. */
int	 form_defaults(ctxh *, const struct form *, ctxh_value *fields,
	    const struct pred_env *);
/* env->role may use the form and these fields.  CTXH_EDENIED. */
int	 form_check_rights(ctxh *, const struct form *, const ctxh_value *,
	    const struct pred_env *);
/* All that is missing in one message.  CTXH_EUSAGE; "field" is the first,
 * "missing" the list of all. */
int	 form_check_required(ctxh *, const struct form *, const ctxh_value *,
	    const struct pred_env *);
/*
 * Conditions between fields; env->suggested is worked out where it is NULL.
 * The agency, consent and age checks are the caller's.  CTXH_ERULE.
 */
int	 form_check_rules(ctxh *, const struct form *, const ctxh_value *,
	    const struct pred_env *);
/* The code that the other fields suggest for this one, or NULL. */
const char *form_suggest(const struct form *, const struct field *,
	    const struct pred_env *);

/*
 * Fields by their seal; the objects are new.  The items of a list of objects
 * are divided too, and meet again by their index.  Either part may be NULL in
 * form_join(), which leaves what is no field of the form out.
 */
int	 form_split(ctxh *, const struct form *, const ctxh_value *fields,
	    ctxh_value **facts, ctxh_value **person);
int	 form_join(ctxh *, const struct form *, const ctxh_value *facts,
	    const ctxh_value *person, ctxh_value **fields);
/* Adds the computed facts of the form to facts. */
int	 form_computed(ctxh *, const struct rules *, const struct form *,
	    const ctxh_value *fields, ctxh_value *facts);

/* All that a program needs to ask for the form, in the handle's language. */
int	 form_describe(ctxh *, const struct rules *, const struct form *,
	    ctxh_value **);

#endif
