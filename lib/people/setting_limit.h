/*
 * The limits of the rules of screening as settings: "screen.RULE.days" and the
 * like, for each limit that a rule of the set in force has.
 */
#ifndef PEOPLE_SETTING_LIMIT_H
#define PEOPLE_SETTING_LIMIT_H

#include "people/setting_key.h"
#include "rules/rules.h"

#define LIMIT_PREFIX "screen."

/* A limit by its key. */
struct limit {
	const struct screen_rule *rule;
	enum screen_limit which;
};

/* Whether the key is one; the limit may be NULL. */
int	 limit_find(ctxh *, const char *key, struct limit *);
/* The n-th of all, from 0; 0 behind the last. */
int	 limit_at(ctxh *, size_t n, struct limit *);
void	 limit_key(const struct limit *, char out[SETTING_KEY_MAX]);
/* "Nghỉ học không phép: số ngày ít nhất" */
void	 limit_label(ctxh *, const struct limit *, char *out, size_t);
/* A text of digits, 1 to 366, as a setting has it.  CTXH_EUSAGE. */
int	 limit_check(ctxh *, const char *, ctxh_value **out);
/* What is in force: the school's, or the rule's; 0: there is none. */
int	 limit_value(ctxh *, const struct limit *, int64_t *out);

#endif
