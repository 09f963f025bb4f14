/*
 * .xls between two processes.  libfreexl falls over broken files, so that it
 * runs in one of its own, with little to take and nothing to tell but records
 * (base/apart.h):
 *
 *	N	a sheet's name, one after the other
 *	D	lines of the sheet, 4 bytes
 *	R	a row: its line in 4 bytes, then of each cell that has a text
 *		the column from 1 in 4, the length in 4, the text
 *	1	days are counted from 1904
 *	P O X	a password, out of memory, no workbook
 *	Z	the end
 */
#ifndef WIRE_XLS_H
#define WIRE_XLS_H

#include <freexl.h>

#include "base/apart.h"
#include "wire/book.h"

#define XLS_RECORD	((size_t)32 << 20)	/* no row is longer */

struct xls_lib {
	int	 (*open)(const char *, const void **);
	int	 (*info)(const void *, unsigned short, unsigned int *);
	int	 (*name)(const void *, unsigned short, const char **);
	int	 (*use)(const void *, unsigned short);
	int	 (*size)(const void *, unsigned int *, unsigned short *);
	int	 (*cell)(const void *, unsigned int, unsigned short,
		    FreeXL_CellValue *);
};

/* For the names of the sheets (sheet -1) or the rows of one. */
struct xls_ask {
	const struct xls_lib *lib;
	int	 file, sheet;
};

/* What apart_begin() is given, with a struct xls_ask. */
void	 xls_read(int fd, void *ask);

#endif
