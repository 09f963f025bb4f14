#include "people/enrol.h"

#include <stddef.h>
#include <string.h>

static const struct enrol_state states[] = {
	{ "dang-hoc", "Đang học", "danghoc", 0 },
	{ "chuyen-den-ky-1", "Chuyển đến kỳ 1", "chuyendenky1", 0 },
	{ "chuyen-den-ky-2", "Chuyển đến kỳ 2", "chuyendenky2", 0 },
	{ "chuyen-den-he", "Chuyển đến trong hè", "chuyendentronghe", 0 },
	{ "chuyen-di-ky-1", "Chuyển đi kỳ 1", "chuyendiky1", 1 },
	{ "chuyen-di-ky-2", "Chuyển đi kỳ 2", "chuyendiky2", 1 },
	{ "chuyen-di-he", "Chuyển đi trong hè", "chuyenditronghe", 1 },
	{ "thoi-hoc-ky-1", "Thôi học kỳ 1", "thoihocky1", 1 },
	{ "thoi-hoc-ky-2", "Thôi học kỳ 2", "thoihocky2", 1 },
	{ "thoi-hoc-he", "Thôi học trong hè", "thoihoctronghe", 1 },
	{ "xin-hoc-lai", "Nghỉ học xin học lại", "nghihocxinhoclai", 0 },
	{ "xin-hoc-lai-ky-1", "Nghỉ học xin học lại kỳ 1",
	    "nghihocxinhoclaiky1", 0 },
	{ "xin-hoc-lai-ky-2", "Nghỉ học xin học lại kỳ 2",
	    "nghihocxinhoclaiky2", 0 },
	{ "xin-hoc-lai-he", "Nghỉ học xin học lại trong hè",
	    "nghihocxinhoclaitronghe", 0 },
};
#define STATES (sizeof(states) / sizeof(states[0]))

const struct enrol_state *
enrol_of_code(const char *code)
{
	size_t i;

	for (i = 0; code != NULL && i < STATES; i++)
		if (strcmp(states[i].code, code) == 0)
			return &states[i];
	return NULL;
}

const struct enrol_state *
enrol_of_key(const char *key)
{
	size_t i;

	for (i = 0; key != NULL && i < STATES; i++)
		if (strcmp(states[i].key, key) == 0)
			return &states[i];
	return NULL;
}

const struct enrol_state *
enrol_nth(size_t i)
{
	return i < STATES ? &states[i] : NULL;
}
