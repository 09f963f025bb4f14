#include "store/sqltext.h"

#define SQL_TEXTS
#include "sql.h"

const char *
sql_text(enum sql which)
{
	return sql_texts[which];
}
