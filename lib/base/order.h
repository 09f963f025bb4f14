/*
 * The order of two numbers, as qsort() asks for it.
 */
#ifndef BASE_ORDER_H
#define BASE_ORDER_H

#include <stdint.h>

static inline int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

#endif
