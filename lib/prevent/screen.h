/*
 * Screening: whom the rules point at, by what lists told of a school year.
 */
#ifndef PREVENT_SCREEN_H
#define PREVENT_SCREEN_H

#include "prevent/observation.h"
#include "rules/rules.h"

/* What a rule goes by. */
struct evidence {
	size_t		 rule;		/* the place in the rule set */
	/* Of days: how many, and the first and the last of them. */
	int64_t		 days, from, to;
	/* Of conduct and results. */
	int		 term;
	unsigned char	 word;		/* of the observations */
	/* Beside what was known before. */
	int		 is_new;	/* the last run did not have it */
	int64_t		 was;		/* it had so many days; -1: none */
	const struct decision *decided;	/* what was decided of it, which holds
					 * as long as nothing comes to it */
};

struct suspect {
	int64_t		 student;
	size_t		 first, n;	/* of the evidence */
	int64_t		 top, sum;	/* weights of the open evidence */
	int64_t		 days, to;	/* of the worst one */
	int		 open;		/* something is not decided */
};

/* accept or dismiss. */
struct decision {
	int64_t		 student;
	char		 rule[RULES_ID_MAX + 1];
	int		 accepted;
	int64_t		 at;		/* when */
	int64_t		 days, until;	/* how many, up to the last one; 0 */
	int		 term;		/* -1: it was of days */
	char		 code[48];
	char		 led_to[32];	/* "NH-12", "VV-2025-0001"; or "" */
};

/* What an earlier run had. */
struct before {
	int64_t		 student;
	char		 rule[RULES_ID_MAX + 1];
	int64_t		 days, to;
	int		 term;		/* -1: it was of days */
	char		 code[48];
	int		 no;		/* the row in which it stood; 0 */
};

/* A group that a pupil is in now. */
struct member_of {
	int64_t		 student;
	char		 group[RULES_ID_MAX + 1];
};

/* screen_class.c: the newest day on which a class is told of. */
struct class_days {
	uint32_t	*class_of;	/* by the pupil's number: its place,
					 * from 1; 0: not on the year's list */
	int64_t		*newest;	/* by that */
	size_t		 n;
};

struct screening {
	ctxh		*h;
	const struct rules *rules;
	struct observations seen;
	int64_t		 at;		/* as of that day; 0: no day is known */
	int		 at_said;	/* it was asked for */
	struct class_days classes;	/* where it was not */
	int64_t		(*limits)[LIMITS];	/* by rule, in force */
	unsigned char	 school[YEAR_DAYS];	/* school days */
	struct evidence	*evidence;
	size_t		 nevidence, evidence_cap;
	struct suspect	*list;
	size_t		 n, cap;
	struct decision	*decisions;	/* by student, then in order */
	size_t		 ndecisions, decisions_cap;
	struct member_of *groups;	/* by student */
	size_t		 ngroups, groups_cap;
	struct before	*before;	/* by student */
	size_t		 nbefore, before_cap;
	int64_t		 last_run;	/* the row of the newest; 0 */
	int64_t		 last_op;
	int64_t		 last_at;
};

/* screen_rules.c: what is in force, and whom it points at, worst first.  at 0:
 * the newest day of which anything is known.  End with screening_free(), after
 * a failure too. */
int	 screening_load(ctxh *, int year, int64_t at, struct screening *);
void	 screening_free(struct screening *);
/* Whether the limit is one of the rule, and how many days it says. */
int64_t	 screening_limit(const struct screening *, size_t rule,
	    enum screen_limit);

int	 class_days_load(ctxh *, const struct observations *,
	    struct class_days *);
/* That of the pupil's class; other where he is in none. */
int64_t	 class_day(const struct class_days *, int64_t student, int64_t other);
void	 class_days_free(struct class_days *);

/* screen_kept.c: what was decided, and what the last run had. */
int	 decisions_load(ctxh *, struct screening *);
const struct decision *decision_of(const struct screening *,
	    const struct evidence *, int64_t student);
int	 groups_load(ctxh *, struct screening *);
/* The i-th group that the pupil is in; NULL behind the last. */
const char *group_of(const struct screening *, int64_t student, size_t i);
int	 before_load(ctxh *, struct screening *);
/* Sets is_new and was of the evidence. */
void	 before_compare(const struct screening *, struct evidence *,
	    int64_t student);
/* The row of a run, as JSON; differs: it has other evidence than the last. */
int	 run_write(const struct screening *, struct buf *, int *differs);
/* The pupil of that row of the last run; 0: there is none. */
int64_t	 before_student(const struct screening *, int no);

#endif
