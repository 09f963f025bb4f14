/* The text of a statement, as it stands in lib/sql. */
#ifndef STORE_SQLTEXT_H
#define STORE_SQLTEXT_H

#include "sql.h"

const char *sql_text(enum sql);

#endif
