/*
 * A case as the library holds it: its documents, and what follows from them
 * at a moment.  The documents are the truth; state, level, deadlines and all
 * else come out of replaying them in the order in which they happened.
 */
#ifndef CASES_CASE_H
#define CASES_CASE_H

#include <stdint.h>

#include "base/handle.h"
#include "chain/table.h"
#include "clock/calendar.h"
#include "people/find.h"
#include "rules/rules.h"

#define CASE_NUMBER_MAX 24
#define MOMENT_MAX INT64_MAX

/* A document.  meta is what is sealed under the facts key:
 *
 *	form, at		the form's id and when it happened
 *	fields			the fields marked F
 *	number, rules		of an intake: the case's number, its rule set
 *	supersedes		the id of the document that it amends
 *	students		numbers of the pupils that its fields name;
 *				of one whose file was joined into another's
 *				case_load() gives the other one's
 *	deadlines, calendar	limits that it started, and what they were
 *				counted by
 *	decided			of a decision: "key" or "paper"
 *	on, of			what it decided: "plan", "closing" or "route",
 *				and the id of that document
 *	signed			its signature by the principal's key
 *	agency_name		of one that names an agency: what it was called
 *
 * One of form_recount has no fields; its deadlines take the place of those
 * that an earlier document carries, and "was", "was_estimated" are what they
 * were until then.
 */
struct doc {
	int64_t		 id, op, recorded_at;
	int		 seq;		/* in the case, by recording, from 1 */
	char		 by[33];
	const struct form *form;
	int64_t		 at;
	int64_t		 supersedes;	/* 0: nothing */
	int		 superseded;
	int64_t		 root;		/* the first of a chain of amends */
	ctxh_value	*meta;
	const ctxh_value *fields;	/* of meta; borrowed */
	ctxh_value	*person;	/* fields marked P; or NULL */
};

struct casefile {
	int64_t		 id;		/* that of its first document; 0: the
					 * documents without a case */
	char		 number[CASE_NUMBER_MAX];
	int		 year;
	const struct rules *rules;
	struct doc	*docs;		/* by recording */
	size_t		 n, cap;
};

enum due_status { DUE_OPEN, DUE_MET, DUE_WAIVED };

/* A time limit of a case. */
struct deadline {
	const struct deadline_rule *rule;
	const struct length *length;
	const char	*per;		/* the agency, or NULL; borrowed */
	int64_t		 start, due;
	int64_t		 until;		/* the day it runs to, or -1 */
	int		 estimated;
	int		 replaced;	/* of a document that was amended */
	enum due_status	 status;
	int64_t		 ended_at;	/* when it was met or waived */
};

/* A case sent on to an agency, by however many letters and calls. */
struct referral {
	const char	*agency, *name;	/* borrowed; name NULL: not sealed */
	int64_t		 sent_at;
	int64_t		 answered_at;	/* 0: not yet */
};

/* A passage through the open and closed life of a case. */
struct spell {
	int64_t		 at;
	int		 open;
};

/* A document that has its place; a decision also what it decided, and on which
 * document (NULL where there was none). */
struct passed {
	const struct doc *doc;
	enum decides	 decided;
	const struct doc *on;
};

/* What follows from the documents up to a moment; texts are borrowed from the
 * casefile and its rules. */
struct case_state {
	const struct casefile *of;
	int64_t		 until;		/* the moment asked for */
	int		 state;		/* in rules->states; STATE_NONE: not
					 * taken in by then */
	int		 back;		/* where a refused closing returns to */
	enum decides	 pending;	/* a plan or a closing */
	const struct doc *intake, *assess, *plan;	/* newest, or NULL */
	const struct doc *proposed;	/* what a decision would decide */
	int		 duplicate;	/* linked as trung-lap */
	int		 on_paper, by_key, self_approved;	/* decisions */
	struct passed	*passed;	/* in the order of replay */
	size_t		 npassed;
	struct deadline	*deadlines;
	size_t		 ndeadlines, deadlines_cap;
	struct referral	*referrals;
	size_t		 nreferrals, referrals_cap;
	struct spell	*spells;
	size_t		 nspells, spells_cap;
};

/* ---- load.c ---- */

/* The case of a number; digits alone mean the newest year.  CTXH_ENOTFOUND.
 * Needs the facts key only; fields marked P are not opened. */
int	 case_find(ctxh *, const char *number, int64_t *id);
int	 case_load(ctxh *, int64_t id, struct casefile *);
void	 case_free(struct casefile *);
/* Reads the fields marked P of a document, where that was not done yet. */
int	 doc_open_person(ctxh *, struct doc *);
/* All fields together, as they were given; caller frees. */
int	 doc_fields(ctxh *, struct doc *, ctxh_value **);
/* Appends a document made of meta and person (both consumed). */
int	 case_add(ctxh *, struct casefile *, int64_t id, int64_t op,
	    int64_t recorded_at, const char *by, ctxh_value *meta,
	    ctxh_value *person);
/* The document of a row id, or NULL; borrowed until the next case_add(). */
struct doc *case_doc(const struct casefile *, int64_t id);
/* Takes the last one off again. */
void	 case_drop_last(struct casefile *);
void	 case_number(int year, int64_t n, char out[CASE_NUMBER_MAX]);

/* An item of an intake's "students": one whom the case is about, or one who
 * did harm. */
int	 person_is_subject(const ctxh_value *);
int	 person_is_offender(const ctxh_value *);

/* ---- replay.c ---- */

/*
 * Replays the documents that happened by until.  CTXH_ERULE where one is not
 * allowed in its place; *bad (may be NULL) is that document then.  Caller ends
 * with state_free(), after a failure too.
 */
int	 case_replay(ctxh *, const struct casefile *, int64_t until,
	    struct case_state *, const struct doc **bad);
void	 state_free(struct case_state *);
int	 state_open(const struct case_state *);
/* The state's code; "" where there is none. */
const char *state_code(const struct case_state *);
/* What "case.x" stands for in a rule: a code, "true", "false", a moment as
 * text, or NULL.  A pred_env's var; state is a struct case_state. */
const char *state_var(void *state, const char *name);
/* Codes, NULL where nothing says it yet. */
const char *state_category(const struct case_state *);
const char *state_level(const struct case_state *);
const char *state_route(const struct case_state *);
int64_t	 state_received(const struct case_state *);
/* "plan", "closing", "route"; NULL for nothing. */
const char *decides_name(enum decides);
/* Whether a document of the case is the event that a rule names, seen from a
 * document with the value same of the event's field same. */
int	 event_is(const struct event *, const struct passed *,
	    struct case_state *, const char *same);

/* ---- deadline.c ---- */

/* The document happened: meets, waives and starts deadlines.  Called when it
 * was appended to passed and before the state moves on. */
int	 deadlines_pass(ctxh *, struct case_state *, const struct passed *);
/* A document that another took the place of would have happened now: where
 * that waives its deadlines, they are kept as waived. */
int	 deadlines_replaced(ctxh *, struct case_state *, const struct doc *);
/* What depends on the case as it stands in the end. */
void	 deadlines_settle(struct case_state *);
/* Gives each deadline the due time that a document carries; one that none
 * carries yet is counted by the calendar and, where carrier is not NULL,
 * written into its "deadlines".  The last recount that was made by the
 * state's moment goes before the document that started the deadline. */
int	 deadlines_date(ctxh *, struct case_state *, struct doc *carrier);
/* The due time by today's calendar. */
int	 deadline_count(ctxh *, struct deadline *);
/* Appends it to a list of what a document carries; and that list, consumed,
 * with the calendar's digest to what is sealed of the document. */
int	 deadline_carry(ctxh *, ctxh_value *list, const struct deadline *);
int	 deadlines_seal(ctxh *, ctxh_value *meta, ctxh_value *list);

/* ---- recount.c ---- */

/* The document of ctxh_due_recompute(): no rule set has it, it decides and
 * moves nothing, and has no place in the order of replay. */
extern const struct form form_recount;
/* What it counted anew, into the document's object for ctxh_case_show(). */
int	 recount_show(ctxh *, const struct casefile *, const struct doc *,
	    ctxh_value *);

/* ---- due.c ---- */

/* Whether an end at that moment, or none by then, is too late. */
int	 deadline_late(const struct deadline_rule *, int64_t due, int64_t at);
/* The status at a moment as a code: open, soon, overdue, waived, met,
 * met-late; soon_until is the closing of the next working day. */
const char *deadline_status(const struct deadline *, int64_t at,
	    int64_t soon_until);

/* ---- facts.c: the derived row of a case, quick to read ---- */

struct case_facts {
	int64_t		 id;
	int		 year;
	int64_t		 received_at;
	int		 open, duplicate, urgent;
	int		 pending;	/* enum decides */
	int64_t		 pending_at;	/* since when */
	int64_t		*students;	/* the pupils on it */
	size_t		 nstudents, students_cap;
	char		 number[CASE_NUMBER_MAX];
	char		 rules[RULES_ID_MAX + 1], state[RULES_ID_MAX + 1];
	char		 category[RULES_ID_MAX + 1], level[RULES_ID_MAX + 1];
	char		 route[RULES_ID_MAX + 1];
	struct fact_deadline {
		char	 rule[RULES_ID_MAX + 1];
		char	 per[RULES_ID_MAX + 1];
		int64_t	 start, due, until, ended_at;
		int	 status, estimated;
	}		*deadlines;
	size_t		 n, cap;
};

int	 facts_put(ctxh *, const struct case_state *);
int	 facts_pack(const struct case_state *, struct buf *);
/* The arrays of out are used again from call to call. */
int	 facts_unpack(ctxh *, int64_t id, const void *, size_t,
	    struct case_facts *out);
void	 facts_free(struct case_facts *);
/* Calls fn for the facts of every case, by id. */
int	 facts_each(ctxh *, int (*fn)(ctxh *, const struct case_facts *,
	    void *), void *);
/* Loads each case that is wanted by its facts, of which there is a row for each
 * case (all where want is NULL), and calls fn for it, by id and with progress:
 * one pass over the documents in place of a search for each case. */
typedef int (*case_want_fn)(const struct case_facts *, void *ctx);
typedef int (*case_fn)(ctxh *, struct casefile *, void *ctx);
int	 cases_each(ctxh *, case_want_fn want, case_fn, void *ctx);

#endif
