/*
 * Taking in a student list.  The reader's thread parses, normalises and checks;
 * others make tags and, into an empty register, seal; the handle's thread
 * decides which pupil a row is and writes.  Between them goes a ring of
 * batches, whose memory is used again, in the order of the list.
 */
#ifndef LISTS_IMPORT_H
#define LISTS_IMPORT_H

#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/handle.h"
#include "base/sorter.h"
#include "chain/table.h"
#include "lists/list_kind.h"
#include "people/dups.h"
#include "people/ethnic.h"
#include "lists/import_changes.h"
#include "people/student.h"
#include "people/student_mark.h"
#include "text/date.h"
#include "wire/rows.h"

/* Why a column is read as it is. */
enum origin {
	FROM_NOTHING,			/* it has no header */
	FROM_ALIAS,			/* its header is known */
	FROM_SAID, FROM_IGNORED,	/* by the options */
	FROM_REMEMBERED,		/* of an earlier list */
	FROM_UNKNOWN
};

/* A column's header, of one row or of two: "Cha" above "Họ tên". */
struct head {
	char		*first, *second;	/* tidy, "" for none */
	char		*text;		/* both, as it is shown and asked for */
	char		*key;		/* of text */
	enum field	 f;		/* FIELD_COUNT: unknown */
	enum field	 known;		/* by the usual headers alone */
	enum origin	 from;
	int		 doubled;	/* another one has the same text */
};

#define HEAD_ROWS 3		/* title, names, numbers of columns */

/* Which column a field has, from 0; -1: none. */
struct columns {
	int	 of[FIELD_SLOTS];
	enum field more[FIELD_COUNT];	/* from FIELD_FLAGS on, that it has */
	size_t	 nmore;
	size_t	 n;			/* in the header */
	struct head *head;
	size_t	*bare;			/* those without a header */
	size_t	 nbare;
	int	 tail;			/* the name goes on in the next one */
	int	 placed;		/* there is no header, map has places */
	uint64_t print;			/* tells these headers from others */
	int	 reason;		/* where a rejected row said why; -1 */
	enum code_kind key;
};

enum warning {
	WARN_ZEROS, WARN_PHONE_ZERO, WARN_APOSTROPHE, WARN_DIGITS,
	WARN_ID_SEX, WARN_ID_YEAR, WARN_GRADE, WARN_STATUS, WARN_CELLS,
	WARN_ALIKE, WARN_DAY_OFF, WARN_MARK,
	WARN_KINDS
};
#define WARNINGS_LISTED 100	/* of each kind */
#define ERRORS_LISTED 1000

struct finding {
	uint64_t	 line;
	size_t		 column;	/* 0: the row */
	char		*text;
};
struct findings {
	struct finding	*list;
	size_t		 n, cap;
	uint64_t	 total;
	uint64_t	 of_kind[WARN_KINDS];
	int		 failed;	/* no memory */
};
void	 finding_add(struct findings *, uint64_t line, size_t column,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void	 finding_vadd(struct findings *, uint64_t line, size_t column,
	    const char *fmt, va_list) __attribute__((format(printf, 4, 0)));
void	 findings_free(struct findings *);
/* Both lists as one, by line and column; NULL when out of memory. */
ctxh_value *findings_value(const struct findings *, const struct findings *);

struct record_code {
	enum code_kind	 kind;
	size_t		 column;
	size_t		 slot;		/* of the tag, once sorted */
	size_t		 at, len;	/* the value, in the batch's text */
	unsigned char	 tag[TAG_SIZE];
};

#define DUP_TEXTS (1 + DUP_PARENTS)	/* a name, and those of the parents */

/* A row of the list. */
struct record {
	uint64_t	 line;
	int64_t		 id;		/* of its version, were it written */
	int64_t		 known;		/* the pupil as whom it was found
					 * unchanged before it was looked up */
	int		 bad;
	size_t		 ncodes;	/* the list's key first */
	struct record_code codes[CODE_KINDS];
	size_t		 facts, facts_len;	/* in the batch's text */
	size_t		 person, person_len;	/* behind the facts' NUL */
	size_t		 raw, raw_len;		/* for the rejects */
	size_t		 why, why_len;
	int64_t		 born;
	size_t		 dup, dup_len[DUP_TEXTS];	/* one behind another */
	struct dup_print print;			/* of a sealed row */
	unsigned char	 mark[MARK_SIZE];	/* of its text */
	struct row	 sealed;
};

#define BATCH_ROWS	2048
#define BATCH_SEALED	1024	/* rows that were sealed weigh more */
#define BATCH_TEXT	((size_t)4 << 20)

struct batch {
	struct record	*rec;
	size_t		 n;
	struct buf	 text;
	uint64_t	 bytes;		/* read of the file so far */
	int		 ready;		/* tagged and sealed */
};

#define QUEUE_BATCHES 6
#define QUEUE_SEALERS 2
struct queue {
	pthread_mutex_t	 lock;
	pthread_cond_t	 changed;
	struct batch	 batch[QUEUE_BATCHES];
	size_t		 rows;		/* that a batch has room for */
	uint64_t	 filled, claimed, taken;	/* counts of batches */
	int		 ended;		/* the reader has no more */
	int		 stopped;	/* the writer wants no more */
};
int	 queue_init(struct queue *, size_t rows);
void	 queue_free(struct queue *);
/* The reader's side: a batch to fill, NULL when it is to stop. */
struct batch *queue_blank(struct queue *);
void	 queue_fill(struct queue *);
void	 queue_end(struct queue *);
/* A sealer's side: a batch to make ready, NULL at the end. */
struct batch *queue_claim(struct queue *);
void	 queue_ready(struct queue *, struct batch *);
/* The writer's side: the next batch, NULL at the end. */
struct batch *queue_next(struct queue *);
void	 queue_done(struct queue *);
void	 queue_stop(struct queue *);

#define NO_BIRTH INT64_MIN

struct text_span {
	size_t		 at, len;	/* in the reader's text */
};

/* A spelling of an ethnic group that was looked up before. */
#define SPELLINGS 32
struct spelling {
	char		 text[24];
	size_t		 len;		/* 0: none */
	const char	*code;
};

/* What the reader's thread has to itself. */
struct reader {
	const ctxh	*h;		/* for its language and options only */
	const struct list_kind *kind;
	const struct ctxh_import_options *opt;
	struct queue	*queue;
	int		 year;
	unsigned	 levels;	/* bit n: grade n is taught; 0: any */
	size_t		 most;		/* rows in a batch */
	int		 raw;		/* keep bad rows as they stood */
	struct buf	 why;		/* of the row: what is wrong with it */
	int64_t		 base;		/* row ids are base + line */

	struct rows	*list;
	const struct rows_sheet *sheet;	/* of a workbook: the one read */
	struct buf	 title;		/* the rows above the header, a text */
	struct columns	 columns;
	struct findings	 errors, warnings;
	uint64_t	 rows;		/* data rows */
	uint64_t	 ended;		/* line on which the list ended */
	struct buf	 header;	/* its rows as they stood */
	size_t		 header_end[HEAD_ROWS];	/* in header */
	size_t		 header_rows;
	struct csv_row	 header_at;	/* its line alone, for what it lacks */
	const ctxh_value *remembered;	/* see import_map.c; or NULL */
	/* A row that was read to see whether it is of the header. */
	struct csv_row	 ahead;
	int		 ahead_status, is_ahead;
	uint64_t	 eths;		/* cells with U+00D0 for U+0110 */
	uint64_t	 eth_line;	/* the first one's */
	size_t		 eth_column;
	int		 useless;	/* no row can be taken */
	int		 status;	/* CTXH_OK, or why there are no more rows */

	/* Of the row under way. */
	const struct csv_row *row;
	struct record	*rec;
	struct buf	 text, scratch;
	struct text_span value[FIELD_SLOTS];
	int64_t		 born;
	struct civil	 birth;		/* the same day */
	int		 sex;		/* 'm', 'f', 0 */
	int		 grade;		/* -1: none */
	const char	*ethnic, *state;
	struct spelling	 spellings[SPELLINGS];
};

/* The reader's thread. */
void	*reader_run(void *);

/* What a sealer's thread has to itself. */
struct sealer {
	struct vault	*vault;
	struct queue	*queue;
	int64_t		 op;
	int		 seal;		/* seal the rows, all pupils are new */
	int		 failed;	/* no memory */
	struct short_key dup, mark;
	struct buf	 scratch;
};
void	*sealer_run(void *);
void	 reader_free(struct reader *);
/* The next header row within the first rows; *first: the first row's line.
 * CTXH_OK, CSV_END where there is none, or what rows_next() came to. */
int	 header_find(struct reader *, struct csv_row *, uint64_t *first);
/* Finds the header row and reads it into r->columns.  0, or -1. */
int	 header_read(struct reader *);
/* Goes to the sheet of a workbook that is to be read.  0, or -1. */
int	 sheet_choose(struct reader *);
/* Once it was read: warns of what people may not have seen in it. */
void	 sheet_warn(struct reader *);
/* What was read, into the result: 0, or -1 when out of memory. */
int	 sheet_describe(const struct reader *, ctxh_value *result);
/* Cells of the row under way that no value can be taken from. */
void	 row_check_faults(struct reader *);
int	 row_is_fault(const struct reader *, enum field);
/* The next row, as rows_next(). */
int	 reader_next(struct reader *, struct csv_row *);
/* Whether the row is one of the header's, again. */
int	 header_is(const struct reader *, const struct csv_row *);
void	 columns_free(struct columns *);
/* Of a column, once its texts are there: what it is read as, and why. */
void	 column_read(struct reader *, size_t i);
/* What the options or an earlier list say of a header that stands alone. */
enum field field_asked(struct reader *, const char *key);
/* The place that "#3" or the letters of a spreadsheet's column name, from 1;
 * 0: none. */
size_t	 column_place(const char *);
/* Adds an error for each column that map names and the list does not have. */
void	 columns_asked(struct reader *);
void	 header_error(struct reader *, size_t column, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
/* Makes a record of the row; what is wrong is added to the findings. */
void	 row_read(struct reader *, const struct csv_row *, struct record *,
	    struct batch *);
/* The field's cell, as it was before it was neutralised. */
struct csv_field row_cell(const struct reader *, enum field);
/* The number of a field's column, 0 where the list has none. */
size_t	 row_column(const struct reader *, enum field);
/* Takes the cell's text, tidied, and tells what was typed wrong in it;
 * row_value() is it, NUL-terminated. */
void	 row_take(struct reader *, enum field);
const char *row_value(const struct reader *, enum field);
/* The name, in one column or two; the day of birth. */
void	 row_take_name(struct reader *);
void	 row_take_birth(struct reader *);
/* Puts the name with its capitals into scratch. */
void	 row_name_case(struct reader *);
/* Whether the list is in TCVN3, so that capitals with tones are small. */
int	 row_is_tcvn3(const struct reader *);
void	 eth_warn(struct reader *);
/*
 * Where the pupil's list or this one is in TCVN3: whether they say the same
 * but for the case of letters with tones; if not, and this one is, those are
 * taken from old.  0, or -1 without memory.
 */
int	 tcvn3_settle(const ctxh_value *old_facts,
	    const ctxh_value *old_person, ctxh_value **facts,
	    ctxh_value **person, int *equal);
/* How many digits a text begins with. */
size_t	 digits_of(const char *);
void	 row_take_phone(struct reader *, enum field);
void	 row_take_codes(struct reader *);
/* The column of an id in the list. */
size_t	 code_column(const struct reader *, enum code_kind);
/* Once the row is known to be good: its ids, kept in the batch's text. */
void	 row_add_codes(struct reader *, struct buf *text);
/*
 * Whether a row is no pupil's: an empty one, the header again, or below the
 * list a count, a date, signatures.  A pupil below these is an error, so that
 * nobody is lost.
 */
int	 row_is_none(struct reader *);
/* Says of the row under way why it is refused. */
void	 row_refuse(struct reader *, size_t column, const char *text);
void	 row_error(struct reader *, enum field, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
void	 row_warn(struct reader *, enum warning, enum field, const char *fmt,
	    ...) __attribute__((format(printf, 4, 5)));
/* What tells whom the pupil may be, too; and that as a print. */
void	 row_add_dup(const struct reader *, struct record *,
	    struct buf *text);
void	 record_print(const struct short_key *, const struct record *,
	    const char *text, struct buf *scratch, struct dup_print *);
/* The row's facts and person as JSON, behind the batch's text. */
void	 row_write(struct reader *, struct record *, struct buf *);

/* What the list is written in: as it was said, checked; and as the result
 * tells it. */
int	 encoding_check(ctxh *, const char *);
enum charset encoding_said(const char *);
int	 encoding_put(const struct reader *, ctxh_value *);
/* At the end: what of all of the list is to be told once. */
void	 encoding_warn(struct reader *);

/*
 * Which pupil a row is, and what is new of him: for a register that is not
 * empty, or where bad rows are left out.
 */
struct import;
int	 match_batch(struct import *, struct batch *);

/*
 * Tags of an empty register wait until the list has ended: sorted, in a file
 * where they are many (they are keyed hashes), they go into their table from
 * its beginning to its end.
 */
#define TAG_MEMORY	((size_t)12 << 20)
#define TAG_RECORD	(TAG_SIZE + 8)

int	 import_add_tags(struct import *, const struct record *);
int	 import_write_tags(struct import *);

struct tag_slot {
	unsigned char	 tag[TAG_SIZE];
	int64_t		 owner;
	size_t		 rec;		/* in its batch */
	unsigned	 code;
	int		 fresh;		/* to be written */
};

/* Whom the list has named, of the register. */
struct seen_line {
	uint32_t	 student, line;
};
struct seen {
	struct pupils	 pupils;
	struct seen_line *lines;	/* by the pupil's number */
	size_t		 nlines;
};
/* Pupils up to n; 0, or -1 without memory. */
int	 seen_init(struct seen *, int64_t n);
void	 seen_free(struct seen *);
void	 seen_put(struct seen *, int64_t student, uint64_t line);
/* 0: he was not, or his line is known no more. */
uint64_t seen_line(const struct seen *, int64_t student);
/* "line 7", or "an earlier line" for 0. */
#define LINE_TEXT 64
void	 line_text(const ctxh *, uint64_t line, char out[LINE_TEXT]);

/* A row of a pupil whose files were joined, by the list's id. */
struct joined_row {
	int64_t		 student;
	unsigned char	 key[TAG_SIZE];
};

struct import {
	ctxh		*h;
	const struct ctxh_import_options *opt;
	struct queue	 queue;
	struct reader	 reader;
	struct sealer	 sealer[QUEUE_SEALERS];
	int		 seal;		/* the register is empty, and all or
					 * nothing is taken */
	int64_t		 base;
	int		 year;
	uint64_t	*shared;	/* lines of rows that were refused for
					 * an id after they were written */
	size_t		 nshared, shared_cap;
	uint64_t	 rejected, created, updated, unchanged, moved_up;
	struct findings	 errors, warnings;
	uint64_t	 second_rows, ndups;
	struct dups	*dups;
	ctxh_value	*dups_listed;	/* the first of them */
	int		 named;		/* names went to who asked for them */
	struct joined_row *joined;
	size_t		 njoined, joined_cap;
	struct tag_slot	*slots;
	size_t		 nslots, slots_cap;
	struct sorter	*tags;		/* of new pupils; empty register */
	struct seen	 seen;
	struct marks	 marks, marking;	/* of old pupils, of new ones */
	int64_t		 expected;	/* the pupil of the next row, if the
					 * list is in the order it once had */
	struct buf	 scratch;
	ctxh_value	*memory;	/* of columns, see import_map.h */
	struct changes	 changes;
	struct away	 away;
	ctxh_value	*missing;	/* the first of them */
	away_fn		 tell;		/* what others know of them */
};
/* Warns of a row; the first hundred of a kind, which *of_kind counts. */
void	 import_warn(struct import *, uint64_t *of_kind, uint64_t line,
	    size_t column, const char *fmt, ...)
	    __attribute__((format(printf, 5, 6)));
/* Writes the tags; meanwhile another thread sorts who is like whom. */
int	 import_write_indexes(struct import *);
/* Says of the new pupils who may be one with another one; once all are in. */
int	 import_dups(struct import *);
/* Leaves a trace of names that were written, where no operation does. */
int	 import_trace(struct import *);
/* Takes down that the row was a joined pupil's, if person says so. */
int	 joined_note(struct import *, const struct record *, int64_t student,
	    const ctxh_value *person);
/* Whether the row is that of a pupil who was in the list under another id of
 * his; then it is passed over. */
int	 joined_second(struct import *, const struct record *,
	    int64_t student);
int	 joined_pass(struct import *, const struct record *, int64_t student);
/* Ids of the row that stand in old's "also" are not taken into codes. */
int	 joined_codes(struct import *, const struct record *,
	    const ctxh_value *old, ctxh_value *codes);
/* Whether the row was refused after it was written. */
int	 import_is_shared(const struct import *, uint64_t line);
/*
 * Rows for the file of those that are refused: the reason is gathered, kept
 * with the row in its batch, or given to it later, and then all that are bad
 * are counted and handed out.
 */
void	 reject_why(struct buf *why, const char *text);
void	 reject_keep(const struct reader *, struct record *,
	    const struct csv_row *, struct batch *);
void	 reject_reason(struct record *, const struct buf *why, struct batch *);
int	 reject_batch(struct import *, const struct batch *);
/* Takes a row down that is new, or was refused. */
int	 import_note(struct import *, const struct batch *,
	    const struct record *);
/* The JSON of a record, with its words packed, as a value; caller frees. */
int	 import_parse(struct import *, const char *, size_t, ctxh_value **);
/* A row that is refused while it is matched. */
void	 import_shared(struct import *, uint64_t line, size_t column,
	    int64_t other, struct buf *why);

#endif
