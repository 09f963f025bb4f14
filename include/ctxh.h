/*
 * ctxh.h: social work in Vietnamese schools, the library's only header.
 *
 * A handle (ctxh *) owns everything: the open store, the keys, the text of
 * the last error.  The library never prints, never exits, and reads neither
 * the environment nor a configuration file; the clock and the source of
 * randomness come in through struct ctxh_options.  One handle belongs to one
 * thread at a time; different handles are independent of each other.
 *
 * Conventions, which hold for every function unless it says otherwise:
 *
 * - Text is UTF-8, NUL-terminated.  Codes, field ids and JSON keys are ASCII.
 * - Moments are int64_t seconds since 1970-01-01T00:00:00Z.  Where they are
 *   text they are RFC 3339 with the offset +07:00 (Vietnam has no other).
 * - Functions that can fail return an enum ctxh_status.  Anything but CTXH_OK
 *   leaves a message on the handle (ctxh_message()), sets every out-parameter
 *   to NULL or 0 unless it is said otherwise, and leaves the store as it was.
 * - Any function may return CTXH_ENOMEM; any that reads the store
 *   CTXH_EIO, CTXH_EBUSY (somebody else writes) or CTXH_EINTEGRITY (what was
 *   read does not open, or does not have its shape).  These are not repeated
 *   below.
 * - Ownership is said in one of three phrases: "caller frees with X",
 *   "borrowed until Y", "consumed".
 */
#ifndef CTXH_H
#define CTXH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CTXH_API __attribute__((visibility("default")))
#else
#define CTXH_API
#endif

/** The library's version; the soname's number is the major one. */
#define CTXH_VERSION "0.1.0"

/** What a call came to.  Values below 20 are also the program's exit codes. */
enum ctxh_status {
	CTXH_OK = 0,
	CTXH_EFAIL = 1,		/* failed, or a check's answer is no */
	CTXH_EUSAGE = 2,	/* wrong call, missing or ill-typed value */
	CTXH_EPARTLY = 3,	/* some rows refused, as the caller allowed */
	CTXH_EDENIED = 4,	/* not allowed for this actor */
	CTXH_ENOTFOUND = 5,	/* no such case, student, agency, ... */
	CTXH_ERULE = 6,		/* against the rules: state, transition */
	CTXH_EOVERDUE = 7,	/* a deadline is overdue */
	CTXH_ENOSTORE = 10,	/* no store there, or not one of ours */
	CTXH_EBUSY = 11,	/* somebody else is writing */
	CTXH_EKEY = 12,		/* no key opens it, or a wrong passphrase */
	CTXH_EINTEGRITY = 13,	/* the store is not what was signed */
	CTXH_ENOMEM = 20,	/* out of memory */
	CTXH_EIO = 21,		/* reading or writing the file failed */
	CTXH_EINTERRUPTED = 130	/* the caller's progress function said stop */
};

/**
 * The handle.
 */
typedef struct ctxh ctxh;

/**
 * A tree of JSON-like values: null, truth, number, text, list, object.  What
 * goes into and comes out of the library as a structure has this one type.
 */
typedef struct cJSON ctxh_value;

/** The language of messages; forms and reports are always Vietnamese. */
enum ctxh_lang { CTXH_VI = 0, CTXH_EN = 1 };

#define CTXH_OPTIONS_VERSION 1

/**
 * What a handle takes from its host.  Set version to CTXH_OPTIONS_VERSION;
 * all else may be zero, which means: the system's clock, libsodium's
 * randomness, Vietnamese, 5 seconds of waiting for a lock.
 */
struct ctxh_options {
	unsigned version;
	enum ctxh_lang lang;
	/** Seconds since 1970; called whenever the library needs "now". */
	int64_t (*now)(void *ctx);
	/** Fills size bytes at buf with randomness. */
	void (*random)(void *ctx, void *buf, size_t size);
	/** Handed to now and random. */
	void *ctx;
	/** Milliseconds to wait for another writer; 0 means 5000. */
	int busy_ms;
	/**
	 * Called now and then during long work with what is done and what
	 * there is (total 0: not known); a return other than 0 stops the work
	 * with CTXH_EINTERRUPTED and leaves the store as it was.  May be NULL.
	 */
	int (*progress)(void *ctx, uint64_t done, uint64_t total);
	void *progress_ctx;
};

/* ------------------------------------------------------------------------
 * Values
 */

/** The kinds of a value. */
enum ctxh_kind {
	CTXH_NULL, CTXH_BOOL, CTXH_NUMBER, CTXH_TEXT, CTXH_LIST, CTXH_OBJECT
};

/** A new value each; NULL when out of memory.  Caller frees with
 * ctxh_value_free(), or gives it away to ctxh_value_put()/push(). */
CTXH_API ctxh_value *ctxh_value_null(void);
CTXH_API ctxh_value *ctxh_value_bool(int truth);
/** A number; whole numbers are exact up to 10^15. */
CTXH_API ctxh_value *ctxh_value_number(double);
/** A copy of the text; NULL text gives a null value. */
CTXH_API ctxh_value *ctxh_value_text(const char *text);
CTXH_API ctxh_value *ctxh_value_list(void);
CTXH_API ctxh_value *ctxh_value_object(void);
/** A deep copy; NULL when out of memory or given NULL. */
CTXH_API ctxh_value *ctxh_value_copy(const ctxh_value *);
/** Wipes and frees the tree; NULL is allowed. */
CTXH_API void ctxh_value_free(ctxh_value *);

/** Sets a member of an object, replacing one of that key.  The item is
 * consumed, also on failure.  CTXH_OK; CTXH_ENOMEM, also for a NULL item;
 * CTXH_EUSAGE where the first is no object. */
CTXH_API int ctxh_value_put(ctxh_value *object, const char *key,
    ctxh_value *item);
/** Appends to a list; otherwise as ctxh_value_put(). */
CTXH_API int ctxh_value_push(ctxh_value *list, ctxh_value *item);
/** Takes a member out of an object; caller frees with ctxh_value_free().
 * NULL where there is none. */
CTXH_API ctxh_value *ctxh_value_take(ctxh_value *object, const char *key);

/** What it is; NULL counts as CTXH_NULL. */
CTXH_API enum ctxh_kind ctxh_value_kind(const ctxh_value *);
/** An object's member of exactly that key, or NULL; borrowed until the object
 * changes. */
CTXH_API const ctxh_value *ctxh_value_get(const ctxh_value *, const char *key);
/** The first item of a list or member of an object, or NULL; borrowed. */
CTXH_API const ctxh_value *ctxh_value_first(const ctxh_value *);
/** The item or member after this one, or NULL; borrowed. */
CTXH_API const ctxh_value *ctxh_value_next(const ctxh_value *);
/** The key of an object's member, or NULL; borrowed. */
CTXH_API const char *ctxh_value_key(const ctxh_value *);
/** The number of items or members; 0 for anything else. */
CTXH_API size_t ctxh_value_count(const ctxh_value *);
/** A text value's text, or NULL; borrowed until the value is freed. */
CTXH_API const char *ctxh_value_str(const ctxh_value *);
/** A number's value, or 0. */
CTXH_API double ctxh_value_num(const ctxh_value *);
/** 1 for true, 0 for anything else. */
CTXH_API int ctxh_value_is_true(const ctxh_value *);

/**
 * Reads one JSON text, strictly: valid UTF-8, no \u0000, no duplicate key,
 * nothing behind it, at most 64 levels deep, 16 MiB long, 1 MiB a text.
 * Caller frees *out with ctxh_value_free().
 *
 * CTXH_EUSAGE where it is not such a text; ctxh_where() has "line" and
 * "column" (of characters), both from 1.
 */
CTXH_API int ctxh_value_parse(ctxh *, const char *text, size_t len,
    ctxh_value **out);
/**
 * Writes a value as JSON: on one line, or over several with tabs when pretty.
 * Caller frees with free().  NULL when out of memory.
 */
CTXH_API char *ctxh_value_print(const ctxh_value *, int pretty);
/**
 * One cell of CSV for a text in UTF-8: quoted where it must be, and with an
 * apostrophe before it where a spreadsheet would take it for a formula (it
 * begins with = + - @ TAB CR).  The separator is ',' ';' or '\t'; neither it
 * nor a line end is part of *out.  A cell that is to stay a number needs no
 * such call.  An empty text gives an empty cell; a row of nothing else would
 * be an empty line.  Caller frees with free().
 *
 * CTXH_OK or CTXH_ENOMEM; there is no handle, so no message.
 */
CTXH_API int ctxh_csv_cell(const char *text, int sep, char **out);

/* ------------------------------------------------------------------------
 * Text and dates
 */

/**
 * The search key of a text: small letters and digits without accents (Đ and
 * the Icelandic Ð both give d), one blank for each run of anything else, none
 * at the ends.  Composed and decomposed text give the same key, and so do
 * "hoà" and "hòa".  Caller frees *out with free().
 *
 * CTXH_EUSAGE where the text is not UTF-8 (there is no handle here, so no
 * message).
 */
CTXH_API int ctxh_fold(const char *text, char **out);
/**
 * The text in normal form C, trimmed, each run of blanks (no-break ones, tabs
 * and line ends too) made one, and Đ where Icelandic Ð was typed.  Otherwise
 * as ctxh_fold().
 */
CTXH_API int ctxh_tidy(const char *text, char **out);
/**
 * A name as it is shown: tidied, and with one capital a word where all of it
 * was in capitals.  Otherwise as ctxh_fold().
 */
CTXH_API int ctxh_name_tidy(const char *text, char **out);

/**
 * Reads a date, which must be the whole text: dd/mm/yyyy, d/m/yyyy, the same
 * with '-', or yyyy-mm-dd.  The month never comes first.  A weekday may stand
 * before or behind it ("thứ Tư, 03/01/2024", "thứ 4", "T4", "CN", "Wed"), the
 * word "ngày" before it, and it may be written with dots (3.1.2024) or out:
 * "ngày 03 tháng 01 năm 2024".  *day is the number of days since 1970-01-01.
 *
 * CTXH_EUSAGE where it is not written so, there is no such day, the year is
 * not from 1900 to 2199, or the day has another weekday: the message then
 * asks which of the likely days is meant.
 */
CTXH_API int ctxh_date_parse(ctxh *, const char *text, int64_t *day);
/**
 * Reads a moment: a date as above, alone or followed by a blank or 'T' and
 * hh:mm[:ss[.fraction]], 9h30 or 9h; after yyyy-mm-dd and a time an offset (Z, +07:00) as
 * in RFC 3339 may stand, without which it is +07:00.  A fraction is cut off.
 * *has_time (may be NULL) is 0 for a date alone, whose moment is its first.
 *
 * CTXH_EUSAGE as ctxh_date_parse(), and for an hour that does not exist.
 */
CTXH_API int ctxh_time_parse(ctxh *, const char *text, int64_t *moment,
    int *has_time);
/**
 * Reads when something is planned for, as the roadmaps of plans write it; from
 * and to are its first and last day.  "Hàng năm", "Thường xuyên" and the like
 * are the school year, from 5/9 to 4/9; years alone ("2019-2025", "Năm 2024")
 * are calendar years and "năm học 2024-2025" is a school year; then there are
 * quarters ("Quý I/2025"), terms ("HK I", whose end is the school's setting),
 * the summer ("Hè 2025"), months ("Tháng 10/2024", "Tháng 9 - 12/2024", "Đầu
 * tháng 10"), days ("20/11", "5/9 - 30/9/2024") and "Trước ngày 25/12", which
 * ends on the day before.  What is said without a year lies in the school
 * year (NULL: that of today).
 *
 * CTXH_EUSAGE where it is not understood, or year is none.
 */
CTXH_API int ctxh_plan_days(ctxh *, const char *text, const char *year,
    int64_t *from, int64_t *to);
/**
 * Writes a day as yyyy-mm-dd, a moment as RFC 3339 with +07:00, with NUL.
 * CTXH_EUSAGE, and an empty text, where the year is not from 1900 to 2199
 * (no message).
 */
CTXH_API int ctxh_date_format(int64_t day, char out[11]);
CTXH_API int ctxh_time_format(int64_t moment, char out[26]);

/* ------------------------------------------------------------------------
 * Working time
 */

/** A working calendar: days off, make-up days, office hours. */
typedef struct calendar ctxh_calendar;

/** What a time limit is counted in. */
enum ctxh_unit {
	CTXH_WORKING_DAYS = 0,
	CTXH_WORKING_HOURS = 1,
	CTXH_CLOCK_HOURS = 2,
	CTXH_UNTIL_DATE = 3
};

/**
 * Reads a calendar: UTF-8 lines "date,kind,name,basis" under that header (or
 * parted by ; or TAB, as the header is), kind "off" for a day off or "work" for
 * a make-up day, each day at most once; a basis that begins with "estimate"
 * makes its year an estimate.  All other days are worked from Monday to Friday.
 * hours are the office hours of every working day, make-up days too, as in
 * "07:30-11:30,13:30-17:30", which NULL
 * stands for.  Caller frees *out with ctxh_calendar_free().
 *
 * CTXH_EUSAGE where a row ("line" in ctxh_where()) or the hours are wrong.
 */
CTXH_API int ctxh_calendar_open(ctxh *, const char *csv, size_t len,
    const char *hours, ctxh_calendar **out);
/** NULL is allowed. */
CTXH_API void ctxh_calendar_free(ctxh_calendar *);
/** BLAKE2b-256 of the calendar's days and hours: what was counted by. */
CTXH_API void ctxh_calendar_digest(const ctxh_calendar *,
    unsigned char out[32]);
/**
 * When n units (enum ctxh_unit) from start run out.
 *
 * Working days: the day of start is not counted (Civil Code 2015, Article
 * 147); due at the closing of office hours on the n-th working day after it,
 * n from 1.  Working hours, n from 1: only office hours count; a start
 * outside them counts from the next opening, and what runs out exactly at a
 * closing is due then.  Clock hours: n hours later, n from 0.  Until a date:
 * n is a day number, due at the closing of office hours on that very day,
 * worked or not.
 *
 * *estimated (may be NULL) becomes 1 where the answer depends on a day in a
 * year without a row in the calendar, or with an estimated one.
 *
 * CTXH_EUSAGE where n or unit is out of range or a moment is not in the years
 * 1900 to 2199.
 */
CTXH_API int ctxh_calendar_due(ctxh *, const ctxh_calendar *, int64_t start,
    int unit, int64_t n, int64_t *due, int *estimated);
/**
 * How ctxh_calendar_due() counted: a list in the order of time of
 * {"from","to","counted_minutes"} for hours, {"from","to","day"} for the
 * first, second, ... working day, {"from","to"} for a wait until a date, and
 * {"skipped","name","basis"} for a day that did not count: the calendar's day
 * off, Saturday and Sunday (Labour Code 2019, Article 111), the day of receipt
 * (Civil Code 2015, Article 147).  A make-up day that counts has "name" and
 * "basis", too.  from and to are RFC 3339, skipped is yyyy-mm-dd.  Caller frees *out with ctxh_value_free().
 *
 * CTXH_EUSAGE as ctxh_calendar_due().
 */
CTXH_API int ctxh_calendar_explain(ctxh *, const ctxh_calendar *,
    int64_t start, int unit, int64_t n, ctxh_value **out);

/** Flags of the functions on the school's calendar, beside CTXH_DRY_RUN. */
enum {
	CTXH_CALENDAR_LOCAL = 8	/* days of the school's own, beside the list
				 * of the year: they do not make it known */
};

/**
 * What the school goes by from one day to another (day numbers, both ends
 * included): the calendar that the library carries, with the days that the
 * unlocked store changes in it.  Needs no store.
 * *out: "format", "from", "to", "own" (whether the school's own days are in
 * it: there is a store, and a key that reads them), "office_hours" (as "07:30-11:30,13:30-17:30"),
 * "office_hours_origin" ("built-in" or "store"), "years" (list of "year",
 * "status": known, estimate, or unknown where nothing lists it, so that Monday
 * to Friday count), "days" (list of "date", "kind": off or work, "name",
 * "basis", "origin", "local").  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: from lies after to, or a year is not from 1900 to 2199.
 */
CTXH_API int ctxh_calendar_days(ctxh *, int64_t from, int64_t to,
    ctxh_value **out);
/**
 * Looks through a calendar's file as ctxh_calendar_import() takes it.  Needs
 * no store.  *out, given also where there are errors: "format", "ok", "rows",
 * "years" (list of "year", "off", "work", "none", "estimate"), "errors" and
 * "warnings" (lists of "line", where there is one, and "message", by line; of
 * errors the first 100).  Caller frees with ctxh_value_free().
 *
 * CTXH_EFAIL: it has errors.
 */
CTXH_API int ctxh_calendar_check(ctxh *, const char *csv, size_t len,
    unsigned flags, ctxh_value **out);
/**
 * Takes days into the store's calendar, in one operation: rows as
 * ctxh_calendar_open() has them, and kind "none" for a day as any other again.
 * A row that is so already is not written.  Where the file has a day of a year
 * whose basis does not begin with "estimate", it is that year's list: the
 * year's estimated days that it does not have go, unless CTXH_CALENDAR_LOCAL
 * says that its days only stand beside the list.  In a year that is known an
 * estimate is an error.  Stored deadlines stay as they are; see ctxh_due_recompute().  name is the file's, for the chain; or
 * NULL.
 * *out: "format", "rows", "years", "errors", "warnings" as of
 * ctxh_calendar_check(), "added", "changed", "removed", "unchanged",
 * "replaced" (years whose estimate went), "days" (list of "date", "old" and
 * "new": null or "kind", "name", "basis"; "why" is "estimate" for a day that
 * went with its estimate) and "op", null where nothing was to be written or
 * with CTXH_DRY_RUN.  Caller frees with ctxh_value_free().
 *
 * CTXH_EFAIL: it has errors, which *out lists, and nothing was written;
 * CTXH_EDENIED: for a focal or principal.
 */
CTXH_API int ctxh_calendar_import(ctxh *, const char *csv, size_t len,
    const char *name, unsigned flags, ctxh_value **out);
/**
 * The same for one day, of the school's own: an object of "date", "kind",
 * "name", "basis"; the date as ctxh_date_parse() takes it.  *out as of
 * ctxh_calendar_import(), from "added" on.
 *
 * CTXH_EUSAGE: no such date or kind, no name, or an estimate in a year that is
 * known; CTXH_EDENIED.
 */
CTXH_API int ctxh_calendar_add(ctxh *, const ctxh_value *day, unsigned flags,
    ctxh_value **out);

/* ------------------------------------------------------------------------
 * The handle
 */

/**
 * Makes a handle.  options may be NULL.  Caller frees with ctxh_close().
 *
 * CTXH_EUSAGE where options->version is not CTXH_OPTIONS_VERSION.  On any
 * failure *out is NULL and there is no message.
 */
CTXH_API int ctxh_new(const struct ctxh_options *options, ctxh **out);
/** Closes the store, wipes the keys, frees the handle; NULL is allowed. */
CTXH_API void ctxh_close(ctxh *);

/** The status of the last call that failed; CTXH_OK where none did. */
CTXH_API int ctxh_status(const ctxh *);
/**
 * What the last failure was, in the handle's language: lower case, the
 * failure first, what to do behind a semicolon.  "" where there was none.
 * Borrowed until the next call with this handle.
 */
CTXH_API const char *ctxh_message(const ctxh *);
/**
 * Where the last failure was: an object with some of "line", "column",
 * "field", "path", "case"; NULL where that says nothing.  Borrowed until the
 * next call with this handle.
 */
CTXH_API const ctxh_value *ctxh_where(const ctxh *);
/** A status as a word for scripts: "usage", "denied", "not-found", ... */
CTXH_API const char *ctxh_status_name(int status);

/** Takes one row; a return other than 0 stops with CTXH_EINTERRUPTED.  The
 * row is borrowed until it returns; it must not call with the same handle. */
typedef int (*ctxh_row_fn)(void *ctx, const ctxh_value *row);
/** Fills buf with up to size bytes and says how many; 0 bytes is the end.
 * A return other than 0 is a failure to read. */
typedef int (*ctxh_read_fn)(void *ctx, void *buf, size_t size, size_t *got);
/** Fills buf with size bytes from the offset at on, and says how many there
 * are; fewer only at the end.  A return other than 0 is a failure to read. */
typedef int (*ctxh_read_at_fn)(void *ctx, uint64_t at, void *buf, size_t size,
    size_t *got);
/** Takes size bytes; a return other than 0 is a failure to write. */
typedef int (*ctxh_write_fn)(void *ctx, const void *buf, size_t size);

/* ------------------------------------------------------------------------
 * The store and its keys
 *
 * A store is one SQLite file.  Nothing about a person stands in it in clear;
 * what a member may read follows from the slots that were sealed to the
 * member's key (roles: "focal", "principal", "staff", "reporter").
 */

/** How ctxh_open() opens a store. */
enum ctxh_mode { CTXH_READ, CTXH_WRITE };

/**
 * Makes a new store at path (mode 0600) and leaves it open and unlocked for
 * its first member, who has the role "focal".  school is an object of "name",
 * "code", "levels" (list of mam-non, tieu-hoc, thcs, thpt, gdtx, chuyen-biet)
 * and, where known, "commune", "province", "upper", "year".  key is the text of
 * a key file made by ctxh_key_make() without a store; the first member is its
 * handle, and is called name.  *sheet is the recovery sheet, a printable text
 * that opens everything: caller frees with ctxh_text_free().
 *
 * CTXH_EUSAGE: an ill-formed value; CTXH_EFAIL: there is a file at path;
 * CTXH_EIO: it cannot be made there.
 */
CTXH_API int ctxh_create(ctxh *, const char *path, const ctxh_value *school,
    const char *key, const char *passphrase, const char *name, char **sheet);
/**
 * Opens the store at path, still locked: ctxh_store_id() and ctxh_fsck()
 * work, all else needs ctxh_unlock().
 * CTXH_READ never changes the documents; it opens a file that may be written
 * in a way that rolls back what a crash left.
 *
 * CTXH_ENOSTORE: no file, or not a store of this program, or of a newer one.
 */
CTXH_API int ctxh_open(ctxh *, const char *path, enum ctxh_mode mode);
/** The open store's id, 32 hexadecimal digits, or ""; borrowed until close. */
CTXH_API const char *ctxh_store_id(const ctxh *);
/**
 * Opens what the member may read with the text of a key file.
 *
 * CTXH_EKEY: the key is not of this store, was retired, is damaged, or needs
 * another passphrase than the given one (NULL: none).
 */
CTXH_API int ctxh_unlock(ctxh *, const char *key, const char *passphrase);
/** The member who unlocked it: "handle", "role", "name" (null for staff),
 * "public".  Caller frees with ctxh_value_free().  CTXH_EKEY where
 * nobody did. */
CTXH_API int ctxh_whoami(ctxh *, ctxh_value **out);
/** The school: "name", "code", "levels", "commune", "province", "year", and
 * what else of school.* is set (ctxh_config_keys()), without "school.".
 * CTXH_EKEY without a key; CTXH_EDENIED without the facts key. */
CTXH_API int ctxh_school(ctxh *, ctxh_value **out);

/**
 * Makes a member's key pairs.  *key is the text of a key file, under
 * passphrase unless that is NULL; it is for one store when one is open.
 * *pub is the public half on one line, for ctxh_staff_add().
 * Caller frees both with ctxh_text_free().
 *
 * CTXH_EUSAGE: the handle is not 1 to 32 of a-z, 0-9, '-', starting with a
 * letter, or is the reserved "recovery".
 */
CTXH_API int ctxh_key_make(ctxh *, const char *handle, const char *passphrase,
    char **key, char **pub);
/** What a key file says in clear: "handle", "store" (or null), "public",
 * "locked" (needs a passphrase); and where a store is open "member": whether
 * it is an active member's.  CTXH_EKEY where it is no key file. */
CTXH_API int ctxh_key_info(ctxh *, const char *key, ctxh_value **out);
/** The same key under another passphrase (NULL: none).  Caller frees with
 * ctxh_text_free().  CTXH_EKEY: damaged, or the old passphrase is wrong. */
CTXH_API int ctxh_key_passphrase(ctxh *, const char *key,
    const char *passphrase, const char *new_passphrase, char **out);
/**
 * Gives the active member handle a new key (pub, of ctxh_key_make()) by means
 * of the recovery sheet; what the old key could open the new one opens, and
 * the old one is refused from then on.  Recorded as done by "recovery".
 *
 * CTXH_EKEY: sheet is not this store's; CTXH_ENOTFOUND: no such member.
 */
CTXH_API int ctxh_key_recover(ctxh *, const char *sheet, const char *handle,
    const char *pub);
/** Wipes and frees a text of this library; NULL is allowed. */
CTXH_API void ctxh_text_free(char *);

/**
 * Admits a member.  role is one of focal, principal, staff, reporter; pub is
 * the public key of ctxh_key_make().  For a focal or principal; who admitted a
 * principal, and when, stands on every report.
 *
 * CTXH_EUSAGE: ill-formed; CTXH_ERULE: the handle or the key is in use;
 * CTXH_EDENIED.
 */
CTXH_API int ctxh_staff_add(ctxh *, const char *handle, const char *role,
    const char *name, const char *pub);
/**
 * Retires a member, whose key is refused from then on.
 *
 * CTXH_ENOTFOUND: no active member of that handle; CTXH_ERULE: the last
 * active principal or focal; CTXH_EDENIED.
 */
CTXH_API int ctxh_staff_retire(ctxh *, const char *handle);
/** All members, also former ones: list of "handle", "role", "name",
 * "active", "since", "until", "added_by", "public".  CTXH_EDENIED: for a focal
 * or principal. */
CTXH_API int ctxh_staff_list(ctxh *, ctxh_value **out);

/* ------------------------------------------------------------------------
 * Settings
 *
 * What a school sets for itself.  A key such as "terms.2025-2026.hk1_end" has
 * the school year in it; wherever a key is taken, such a one may also be
 * written without ("hk1_end", "terms.hk1_end"), and year ("2025" or
 * "2025-2026") says which is meant: NULL is the newest in the store.
 */

/**
 * All settings that there are: list of "key" (with YEAR for the school year),
 * "label" (in the handle's language), "type" (text, lines, levels, year, date,
 * hours, number, duty), "default" (of a date its month and day; or null) and "basis"
 * (where the default comes from, or null).  Needs no store.  Caller frees
 * with ctxh_value_free().
 */
CTXH_API int ctxh_config_keys(ctxh *, ctxh_value **out);
/**
 * The settings of the store, those that are not set too: list of "key",
 * "label", "type", "value" (what is in force: a text, a list of texts, or
 * null), "default", "basis", "origin" ("init", "store", "default", or null
 * where nothing is in force), "op", "at" and "by" (who set it last).  Of a
 * school year: the newest one, and each that has the setting.  Caller frees
 * with ctxh_value_free().  CTXH_EDENIED without the facts key.
 */
CTXH_API int ctxh_config_list(ctxh *, ctxh_value **out);
/** One setting, as in ctxh_config_list(), and "format".  CTXH_EUSAGE: there is no such
 * setting, or year is none or not in the key; CTXH_EDENIED. */
CTXH_API int ctxh_config_get(ctxh *, const char *key, const char *year,
    ctxh_value **out);
/**
 * Sets a setting, in one operation that keeps the old value and the new one;
 * value is a text or a list of texts, NULL takes the setting away.  Dates are
 * taken as ctxh_date_parse() does; a report's due date also as "trước ngày
 * 25/12/2026", which is the day before.  A value that is the old one is not
 * recorded.  flags: 0 or CTXH_DRY_RUN.  For a focal or principal.
 * *out: "format", "key" (with the year), "type", "value", "old", "changed", "op"
 * (null where nothing was written) and, where there is something to say,
 * "notices" (list of "code", "message"; codes: rules, code, hours, length,
 * early, year; issued: reports of that year's terms were sent, and the term
 * ends anew).  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: as ctxh_config_get(), or the value is not one for it: the end
 * of the first term lies from 5/9 to 30/5, the due date of its report from
 * 1/11 to 31/3, that of the year's from 1/4 to 4/9; a level named twice, a
 * control character; or NULL for the school's name, code or levels;
 * CTXH_EDENIED.
 */
CTXH_API int ctxh_config_set(ctxh *, const char *key, const char *year,
    const ctxh_value *value, unsigned flags, ctxh_value **out);

/* ------------------------------------------------------------------------
 * Students
 */

#define CTXH_IMPORT_VERSION 2

/** How ctxh_student_import() reads a list. */
struct ctxh_import_options {
	unsigned version;	/* CTXH_IMPORT_VERSION */
	const char *year;	/* "2023-2024" or "2023"; required */
	/* The list: CSV, its encoding as below, or an Excel workbook.  Called
	 * from another thread of the library,
	 * never from two at once, and not after the call has returned. */
	ctxh_read_fn read;
	void *read_ctx;
	uint64_t size;		/* of the list in bytes, for progress; or 0 */
	/* Object: a column -> a field's id or usual header; list of columns to
	 * pass over; or NULL.  A column is its header ("Cha / Họ tên" below a
	 * title), or its place: "#3" from 1, or letters as of a spreadsheet,
	 * where no header reads so.  Where all that is needed has its place,
	 * the list needs no header. */
	const ctxh_value *map;
	const ctxh_value *ignore;
	int key_name_dob;	/* a list without ids: name and birth date */
	int dry_run;		/* do it all and roll it back */
	int keep_going;		/* take the good rows where some are bad */
	/* Gets the bad rows in the list's own shape, headers first, each with
	 * its reason in a last column "Lý do", in UTF-8; or NULL. */
	ctxh_write_fn reject;
	void *reject_ctx;
	/* From here on since version 2. */
	/* What a text list is written in: "utf-8", "utf-16le", "utf-16be",
	 * "windows-1258", "tcvn3" (the ABC fonts, .VnTime), "viscii" or "vni";
	 * NULL: it is found by looking at the bytes.  Of a workbook: the fonts
	 * that its texts were typed in, where that was not Unicode. */
	const char *encoding;
	/* The same bytes at any place, with read_ctx; then size must be
	 * right.  NULL: a workbook is kept in a temporary file, sealed. */
	ctxh_read_at_fn read_at;
	const char *sheet;	/* of a workbook: its name, or its number from
				 * 1; NULL: the first one with a list */
	/* Gets the pupils who may be one, with names, as CSV: a row each,
	 * "group", "line" (empty: of the register), "no", ids, name, birth,
	 * class, parents; that leaves a trace in the chain.  Or NULL. */
	ctxh_write_fn dups;
	void *dups_ctx;
	int names;		/* show what changes of persons, too; leaves a
				 * trace in the chain */
};

/**
 * Takes in a student list of a school year: new pupils are created, known
 * ones (by the list's id) updated or moved up, unchanged rows told apart.
 * *out is an object, also when the import is refused: "format", "read",
 * "created", "updated", "unchanged", "rejected", "warnings" and "errors"
 * (lists of "line", "column", "message"; a column is null where the whole row
 * is meant), "warnings_total", "errors_total", "moved_up" (of the updated:
 * who comes from an earlier year and does not repeat the grade), "left" (of
 * the updated: who has left the school) and "returned", "changes" (of each
 * kind the first 100 rows: "line", "kind", which is created, updated,
 * moved-up, left, returned or rejected, "id", the pupil's number or null, and
 * "fields", of one who was there: "field", "label" and, but for what is said
 * of a person, "old" and "new"; with names also of a person, and "student",
 * "name"), "changes_total", "missing" (how many pupils of the year, and of the
 * year before who should have gone up, the list does not name; null for a list
 * that was refused; nothing is changed of them), "missing_pupils" (the first
 * 100, as ctxh_student_list()), "open_cases" (the first 100 open cases of
 * those who left or are missing: "case", "state", "students", their numbers,
 * "why": left or missing), "open_cases_total",
 * "mapping" (as "columns" of ctxh_student_map(), those that are not read by
 * their usual headers), "op".  What map and ignore say is remembered with what
 * was taken in, and holds for later lists with these headers.
 * New pupils who may be another one under another id (name, day of birth and
 * a parent are the same without accents and blanks, or both have none) are
 * taken in, and warned of: "dups" lists the first ("line", and "other_line"
 * or "other", the number of one of the register; with names "student", "name",
 * "other_student", "other_name"), "dups_total" counts them.
 * "encoding" is what the list was read as, "encoding_origin" is "said" or
 * "found", both are null for a workbook whose fonts were not said, and where
 * nobody could find it; "bom": it began with a byte order mark; "decomposed":
 * its accents stood behind their letters (NFD); "file" ("type": csv, xlsx, xls;
 * of a workbook also "sheet" and "sheets", a list of "name", "hidden").  Of a
 * workbook each finding also has its "sheet", and its "cell" ("C12") where it
 * has a column; its line is the sheet's row, null where the file as a whole is
 * meant.
 * Caller frees with ctxh_value_free().
 *
 * CTXH_EFAIL: refused, nothing was written, see "errors"; CTXH_EPARTLY: some
 * rows were refused and the others taken (keep_going); CTXH_EUSAGE: options;
 * CTXH_EDENIED: not a focal.
 */
CTXH_API int ctxh_student_import(ctxh *, const struct ctxh_import_options *,
    ctxh_value **out);

#define CTXH_SCREEN_IMPORT_VERSION 1

/** How ctxh_screen_import() reads a list. */
struct ctxh_screen_import_options {
	unsigned version;	/* CTXH_SCREEN_IMPORT_VERSION */
	/* The list and how its columns are named.  Of it version, read,
	 * read_ctx, read_at, size, year (NULL: the newest), map, ignore,
	 * key_name_dob, encoding, sheet and dry_run count. */
	const struct ctxh_import_options *list;
	/* "absence", "conduct" or "result"; NULL: all that its columns say. */
	const char *kind;
	/* "1", "2" or "year", of conduct and results; NULL: a column says it,
	 * or the title. */
	const char *term;
	/* 1 to 12, of a sheet with a column a day; 0: a column says it, or the
	 * title. */
	int month;
};

/**
 * Takes in a list of absences (a row an absence, or a month's sheet with a
 * column a day), of conduct or of results: what it says of each pupil is kept
 * for ctxh_screen_run().  Pupils are found by any of their ids.  All of the
 * list is taken, or, where a row is wrong (nobody has the id, a day outside
 * the school year or in the future, two rows that contradict each other),
 * nothing.
 * *out is an object, also when the list is refused: "format", "kinds" (a list
 * of "absence", "conduct", "result"), "year", "read" (rows), "created" (pupils
 * of whom nothing of a kind was known, once for each kind), "updated",
 * "unchanged", "rejected" (rows), "absences" (days that were not known),
 * "warnings", "warnings_total", "errors", "errors_total", "mapping", "file",
 * "encoding" and so on as ctxh_student_import(), and "op" (null: nothing was
 * written).  Caller frees with ctxh_value_free().
 *
 * CTXH_EFAIL: refused, see "errors"; CTXH_EUSAGE: no such kind, term, month,
 * year or field; CTXH_ENOTFOUND: no year given and none in the store;
 * CTXH_EDENIED: not a focal.
 */
CTXH_API int ctxh_screen_import(ctxh *,
    const struct ctxh_screen_import_options *, ctxh_value **out);

/** Flags of ctxh_screen_run() beside CTXH_NAMES. */
enum {
	CTXH_SCREEN_LOOK = 2,	/* write nothing: it is not remembered */
	CTXH_SCREEN_ALL = 4	/* also what was accepted or dismissed */
};
/**
 * Whom the rule set's rules of screening point at, by what the lists of a
 * school year (NULL: the newest) told, the worst first.  at is a day number,
 * as of which it is looked; 0: the newest day of an absence.  Conduct and
 * results are those of the newest term.  Who has left the school is left out;
 * so is what was accepted or dismissed, as long as nothing comes to it.
 * *out: "format", "year", "at" (or null), "rules" (the set), "known" (pupils of
 * whom lists told), "found" (pupils), "new" (of these, who have evidence that
 * the last run did not), "settled" (pupils of whom all is decided), "last"
 * (the operation of the last run, or null), "pupils" (list of "no", the row,
 * by which ctxh_screen_accept() and ctxh_screen_dismiss() take it, "class",
 * with CTXH_NAMES "student" and "name", "new", "why", "groups" (codes of those
 * that the pupil is in) and "suggests" (of others)) and "op".  "why" is a list of "rule", "label", "text" (in the
 * handle's language), "days", "from", "to", or "term", "code", and "new",
 * "was" (days in the last run, or null), with CTXH_SCREEN_ALL also "decided"
 * ("verdict", "at", "led_to").
 *
 * A run of a focal or principal that differs from the last one is remembered,
 * as one operation; "op" is null otherwise.  Needs the facts key.  Caller
 * frees *out with ctxh_value_free().
 *
 * CTXH_EUSAGE: at is not of the year, or in the future; CTXH_ENOTFOUND: no
 * year; CTXH_EDENIED.
 */
CTXH_API int ctxh_screen_run(ctxh *, const char *year, int64_t at,
    unsigned flags, ctxh_value **out);

/**
 * Takes up what the rules of screening found of a pupil, who is named by any
 * id or as a row of the last run ("#3"): by a form of the rule set, "group"
 * (the pupil comes into a group) or "intake" (a case is taken in, via ra-soat
 * from nha-truong unless fields say otherwise).  fields are those of the form
 * but for the pupil.  rule: only what this one found; NULL: all.  The same
 * operation remembers that it was looked at, so that it comes again only with
 * something new.  flags: CTXH_DRY_RUN.  *out: "format", "verdict"
 * ("accepted"), "led_to" (the entry or the case), "decided" (the rules), "op".
 * Caller frees with ctxh_value_free().
 *
 * CTXH_ENOTFOUND: no such pupil or row, or nothing is open of it; CTXH_EUSAGE,
 * CTXH_ERULE: as ctxh_record(); CTXH_EDENIED: for a focal or principal.
 */
CTXH_API int ctxh_screen_accept(ctxh *, const char *pupil, const char *year,
    const char *rule, const char *form, const ctxh_value *fields,
    unsigned flags, ctxh_value **out);
/**
 * Dismisses it, with a reason, which is kept under the person key.  Otherwise
 * as ctxh_screen_accept(); "verdict" is "dismissed", "led_to" null.
 */
CTXH_API int ctxh_screen_dismiss(ctxh *, const char *pupil, const char *year,
    const char *rule, const char *reason, unsigned flags, ctxh_value **out);

/**
 * How lists name their columns: "format", "remembered" (a list of "column",
 * null or the place of one that is not known by its header, "header", "field"
 * and "label", null where it is passed over); and, where options give a list,
 * "columns", a list of "column" (from 1), "letter", "header", "field",
 * "label", "from" ("alias": its usual header, "said" or "ignored" in the
 * options, "remembered", "unknown", "none": it has no header), and "errors" as
 * ctxh_student_import().  Of options read, map, ignore, key_name_dob count.
 * Writes nothing; caller frees *out with ctxh_value_free().
 *
 * CTXH_EFAIL: the list cannot be taken in as it is, see "errors"; CTXH_EIO;
 * CTXH_EUSAGE: map; CTXH_EDENIED: not a focal.
 */
CTXH_API int ctxh_student_map(ctxh *, const struct ctxh_import_options *,
    ctxh_value **out);
/**
 * Forgets what is remembered of a column, by its header or its place ("#3"),
 * or of all (NULL): an operation "student import".  *out is "format",
 * "forgotten", "op"; caller frees with ctxh_value_free().
 *
 * CTXH_ENOTFOUND: nothing is remembered of it; CTXH_EDENIED: not a focal.
 */
CTXH_API int ctxh_student_map_forget(ctxh *, const char *column,
    ctxh_value **out);

/**
 * The columns of an empty list, in the order that people fill them in: list
 * of "field" (as in map), "header", "type" (text, number, date, choice),
 * "required", "width" (in letters), "help" (in the handle's language, may be
 * empty) and, of a choice, "choices" (list of texts).  levels is a list as of
 * the setting "school.levels", which leaves out what none of them has; or
 * NULL.  Needs no store.  Caller frees with ctxh_value_free().
 */
CTXH_API int ctxh_student_columns(ctxh *, const ctxh_value *levels,
    ctxh_value **out);

/** Flags of functions that show persons. */
enum { CTXH_NAMES = 1 };

/**
 * Calls row for each pupil of a year (NULL: the newest), by class: "id",
 * "year", "class", "grade", "sex", "ethnic", "birth_year", "status", "flags";
 * with CTXH_NAMES also "student", "name", "born".  class_ NULL: all; "6/A",
 * "Lớp 6a" and "6A" are one class.
 *
 * CTXH_EDENIED: CTXH_NAMES without the right (it is recorded in the chain).
 */
CTXH_API int ctxh_student_list(ctxh *, const char *year, const char *class_,
    unsigned flags, ctxh_row_fn row, void *ctx);
/** Calls row, as ctxh_student_list(), for each pupil in whose folded name
 * every word of text begins a word; an id given whole is found too.  Needs
 * the person key. */
CTXH_API int ctxh_student_find(ctxh *, const char *text, unsigned flags,
    ctxh_row_fn row, void *ctx);
/** One pupil by any id, with "years" and "cases"; with CTXH_NAMES all that is
 * known, "status_text" being what a list says of a "status" that is "khac".
 * CTXH_ENOTFOUND. */
CTXH_API int ctxh_student_show(ctxh *, const char *student, unsigned flags,
    ctxh_value **out);

/**
 * Calls row for pupils of the register who may be one child under two ids, as
 * ctxh_student_import() finds them: group by group, the one who was there
 * first before the others.  A row is as ctxh_student_list() gives it with
 * "group", a number from 1; with CTXH_NAMES also "codes", "father", "mother",
 * "guardian".
 *
 * CTXH_EDENIED: the right to see persons is missing.
 */
CTXH_API int ctxh_student_dups(ctxh *, unsigned flags, ctxh_row_fn row,
    void *ctx);

/**
 * Joins two pupils' files that are one child's: from's into into's; either is
 * named by any id.  One operation, which rewrites nothing: into gets new
 * versions that hold what both knew, from a last one that says whose file his
 * is.  From then on every id of either leads to into, his cases are into's,
 * and each is counted once.  Where both say something of a field, into's
 * value stays, but from's for the fields that prefer (a list of texts, may be
 * NULL) names: "name", "born", "sex", "ethnic", "class", "status", "flags",
 * the kinds of ids, any other personal field by its id, or "all".  Ids and
 * names that do not stay are kept beside, so that they are found.
 *
 * flags: CTXH_DRY_RUN does it all and rolls it back, CTXH_NAMES says personal
 * values.  *out: "format", "student" and "joined" (both as they were, as
 * ctxh_student_list() gives them), "conflicts" (list of "field", "of": whose
 * value stays, "into" or "from", "kept" and "dropped": null for a personal
 * field without CTXH_NAMES), "taken" (fields that only from had), "years"
 * (school years that only from was enrolled in), "cases" (numbers of those
 * that named from), "op" (null of a trial).  Caller frees with
 * ctxh_value_free().
 *
 * CTXH_EUSAGE: prefer names no such field; CTXH_EDENIED: not a focal;
 * CTXH_ENOTFOUND: no such pupil; CTXH_ERULE: both ids are one pupil's, or
 * both are on one case in different roles.
 */
CTXH_API int ctxh_student_merge(ctxh *, const char *into, const char *from,
    const ctxh_value *prefer, unsigned flags, ctxh_value **out);

#define CTXH_PROMOTE_VERSION 1

/** How ctxh_student_promote() moves a year's pupils up. */
struct ctxh_promote_options {
	unsigned version;	/* CTXH_PROMOTE_VERSION */
	const char *to;		/* "2026-2027" or "2026"; required */
	const char *from;	/* the year before it, or NULL for that */
	const ctxh_value *stay;	/* list of ids of who repeat; or NULL */
	/* object: a class of the old year -> one of the new, or "" where its
	 * pupils leave the school; or NULL */
	const ctxh_value *map;
	unsigned flags;		/* CTXH_DRY_RUN */
};

/**
 * Puts the pupils of a school year on the list of the next one, in one
 * operation: in the class that the old one's name leads to ("2B" to "3B"), with
 * status dang-hoc, and all else that is known but for the class teacher.  Who
 * repeats stays in the class and has the flag luu-ban.  Not taken over are
 * pupils of the last grade that the school has, and those whose status says
 * that they left; who is on the new list already stays there as he is, so that
 * a second call does nothing.
 * *out: "format", "from", "to"; "promoted", "repeating", "finished" (the last
 * grade), "left", "there" (were on the new list); "classes": list of "class",
 * "grade", "next", "next_grade" (null where there are none), "by" (name, map,
 * last, kept: nothing says what comes next) and the same counts; "notices"
 * (list of "code", "message"; codes: class-kept, status); "open_cases": list of
 * "case", "state", "rules", "students" (numbers), the open cases of those who are not
 * on the new list; "op", null where nothing was written.  Caller frees with
 * ctxh_value_free().
 *
 * CTXH_EUSAGE: no school year, or not one after the other, or a class in map
 * that the old list does not have; CTXH_ENOTFOUND: the old list is empty, or
 * no pupil of it has an id in stay; CTXH_ERULE: who is to repeat has left;
 * CTXH_EDENIED: not a focal.
 */
CTXH_API int ctxh_student_promote(ctxh *, const struct ctxh_promote_options *,
    ctxh_value **out);

#define CTXH_CHANGE_VERSION 1

/** What ctxh_student_set() changes of a pupil. */
struct ctxh_student_change {
	unsigned version;	/* CTXH_CHANGE_VERSION */
	const char *student;	/* any id; required */
	const char *year;	/* NULL: the newest */
	const char *status;	/* a code such as "chuyen-di-ky-1"; or NULL */
	const char *class_;	/* or NULL */
	unsigned flags;		/* CTXH_DRY_RUN */
};

/**
 * Changes status or class of one pupil in a school year; one who is known and
 * not on that year's list is put on it, if a class is named.
 * *out: "format", "id", "year", "class", "grade", "status", "was" (an object of
 * these three; null where he was not on the list), "changed"; "open_cases" as
 * of ctxh_student_promote(), not empty only where he now is one who left; "op",
 * null where nothing was written.  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: nothing to change, no such status, a class too long;
 * CTXH_ENOTFOUND: no such pupil, or he is not on the list and no class is
 * named; CTXH_EDENIED: not a focal.
 */
CTXH_API int ctxh_student_set(ctxh *, const struct ctxh_student_change *,
    ctxh_value **out);

#define CTXH_EXPORT_VERSION 1

/** What ctxh_student_export() writes, and where to. */
struct ctxh_export_options {
	unsigned version;	/* CTXH_EXPORT_VERSION */
	const char *year;	/* NULL: the newest */
	const char *class_;	/* NULL: all */
	unsigned flags;		/* CTXH_NAMES */
	int all_columns;	/* those that nobody has, too; no ids */
	int excel;		/* a BOM, ';', and texts kept as they are */
	/* For whom it is, on what basis (dong-y, khan-cap, co-quan-yeu-cau,
	 * luat-quy-dinh), what for; all of them NULL, or the last one alone,
	 * for the school's own use. */
	const char *to, *basis, *reason;
	/* Exactly one of them: the list as CSV, or each pupil as an object. */
	ctxh_write_fn write;
	void *write_ctx;
	ctxh_row_fn row;
	void *row_ctx;
};

/**
 * Writes the list of a school year, by class.  With CTXH_NAMES it has all that
 * is known, under headers that ctxh_student_import() knows, and what is
 * written is read back as unchanged; the chain keeps that it was done, for
 * whom and what for, which therefore must name no pupil.  Without CTXH_NAMES
 * it has class, grade, sex, ethnic group, year of birth, status and flags, for
 * counting.  row gets what ctxh_student_show() says, without "years" and
 * "cases".
 * In CSV cells that a spreadsheet would run are neutralised as everywhere;
 * with excel, one that it would take for a number or a date has a TAB behind
 * it, which is not seen and is taken off again when the list is read.
 * *out: "format", "year", "pupils", "columns" (list of "id", "label"; of CSV),
 * "key": the id that an import knows the pupils by ("name,dob" where there is
 * none; null where it is not to be imported), "keyless": how many do not have
 * it, whom an import refuses; "op", null without names.  Caller frees with
 * ctxh_value_free().
 *
 * CTXH_EUSAGE: options, no school year, no such basis, or one of for whom, on
 * what basis and what for is missing; CTXH_EDENIED; CTXH_EIO: write failed;
 * CTXH_EINTERRUPTED: row said so.
 */
CTXH_API int ctxh_student_export(ctxh *, const struct ctxh_export_options *,
    ctxh_value **out);

/* ------------------------------------------------------------------------
 * Forms and cases
 *
 * A case is a history of documents; each is a form filled in.  Which forms
 * there are, their fields, and what follows from them is said by the rule set
 * in force when the case was taken in.
 */

/**
 * The forms of the newest rule set for this school, then those that only
 * other sets have: list of what ctxh_form() gives, with "rules" each.  Fields
 * and choices that a form has in another set only stand behind its own, and
 * have a "rules", too: they are for the cases that go by that set, and never
 * required.
 */
CTXH_API int ctxh_forms(ctxh *, ctxh_value **out);
/**
 * The forms of one rule set, with its labels: a case goes by the set that it
 * was taken in by ("rules" of ctxh_case_show()), as long as it lives.  Needs
 * no store but for a set of the store's own.  Caller frees with
 * ctxh_value_free().
 *
 * CTXH_ENOTFOUND: no rule set has that id.
 */
CTXH_API int ctxh_forms_of(ctxh *, const char *rules, ctxh_value **out);
/**
 * What a school must know of the rule set that it goes by now: an object,
 * empty or with "notices" as of ctxh_record().  "rules-scope": the regulation
 * has ended and the one after it is not for this school's levels, so that the
 * forms and limits go on as the school's own (TT 18/2025/TT-BGDĐT Điều 1
 * leaves mầm non out, which TT 33/2018 had).  Caller frees with
 * ctxh_value_free().
 */
CTXH_API int ctxh_rules_notices(ctxh *, ctxh_value **out);
/**
 * A form of the newest rule set, or of another one that has it, for whoever
 * asks for its fields: "format", "rules", "form", "verb", "title", "number"
 * (of the annex, or null), "source", "certainty" (certain, derived,
 * practice), "when" (the field that says when it happened), "roles", "needed"
 * (by role, the fields without which it may not use the form), "states"
 * (codes: those that a case can be in for it), "amend", "case" (new, required,
 * optional) and "fields": list of "id", "label", "type" (time, date, bool,
 * int, text, code, agency, student, case, codes, texts, list), "list" (takes
 * several),
 * "required", "default" (is filled in when not given), "seal" (facts or
 * person; not of a list, whose fields have their own), "certainty" and, where
 * there are any, "choices" (list of "code", "label", and of agencies that are
 * not there today "gone": true), "min", "max", "help",
 * "fields" (of a list of objects).  Labels are in the handle's language.
 * Needs no store.  Caller frees with ctxh_value_free().
 *
 * CTXH_ENOTFOUND: form is neither a form's id nor its verb.
 */
CTXH_API int ctxh_form(ctxh *, const char *form, ctxh_value **out);
/**
 * A rule set as it stands in its file (ctxh-rules(5)); id NULL: the newest.
 * Needs no store.  Caller frees with ctxh_value_free().
 *
 * CTXH_ENOTFOUND: no rule set has that id.
 */
CTXH_API int ctxh_rules(ctxh *, const char *id, ctxh_value **out);
/**
 * Whether a text is a valid rule set (or what differs from one, "extends");
 * name is its file's, for the message, which begins with it.
 *
 * CTXH_EUSAGE: it is not; ctxh_where() has "line" and "column" and, but for a
 * fault in the JSON itself, "path", such as "forms[3].fields[2].type".
 * CTXH_ENOTFOUND: it extends one that the handle does not know; with the same
 * places.
 */
CTXH_API int ctxh_rules_check(ctxh *, const char *json, size_t len,
    const char *name);
/**
 * Reads such a text: *out is the whole rule set, joined with what it extends.
 * Caller frees with ctxh_value_free().  Fails as ctxh_rules_check().
 */
CTXH_API int ctxh_rules_read(ctxh *, const char *json, size_t len,
    const char *name, ctxh_value **out);
/**
 * The rule sets that the handle knows, the library's and then those of the
 * unlocked store: list of "id", "title", "basis", "valid_from", "valid_to"
 * (or null), "levels" (of the schools it is for; null: all), "origin"
 * (built-in or store), "op", "at", "by" (the operation that took it in; null
 * for a built-in one), "in_force" (cases that are taken in now go by it),
 * "kept" (they do though it has ended, as nothing took its place here).
 * Needs no store.  Caller frees with ctxh_value_free().
 */
CTXH_API int ctxh_rules_list(ctxh *, ctxh_value **out);
/** How many rule sets the open store has of its own; no key is needed.  0
 * also where none is open or it cannot be read. */
CTXH_API int64_t ctxh_rules_own(ctxh *);
/**
 * How two rule sets differ, as ctxh_rules() and ctxh_rules_read() give them:
 * list of "path", "change" (added, removed, changed, order), "old", "new".
 * Forms, fields, codes and the like are found by their ids,
 * "forms[plan].number"; where those that both have stand in another order,
 * that is a change "order" of the list, "old" and "new" lists of ids.  Caller frees with ctxh_value_free().
 */
CTXH_API int ctxh_rules_diff(ctxh *, const ctxh_value *a, const ctxh_value *b,
    ctxh_value **out);
/**
 * Takes a rule set into the store, as ctxh_rules_check() reads it, in one
 * operation "rules-import".  A case goes by the set in force on the day that
 * it was taken in, and keeps it: those recorded already do not change.  Flag:
 * CTXH_DRY_RUN.
 * *out: "format", "id", "title", "valid_from", "valid_to", "in_force" (today,
 * with it), "against" (the id of the set in force before), "changes" (against
 * that one, as ctxh_rules_diff()), "notices" (list of "code", "message": past,
 * future, ended, other-levels, same), "op" (null where nothing was written:
 * a dry run, or the same set is there already).  Caller frees with
 * ctxh_value_free().
 *
 * CTXH_EUSAGE, CTXH_ENOTFOUND: no rule set; CTXH_ERULE: its id is that of
 * another one, or there are too many; CTXH_EDENIED: for a focal or principal.
 */
CTXH_API int ctxh_rules_import(ctxh *, const char *json, size_t len,
    const char *name, unsigned flags, ctxh_value **out);
/** The JSON Schema (2020-12) of rule sets; a constant of the library. */
CTXH_API const char *ctxh_rules_schema(void);

/** Flags of ctxh_agencies() beside CTXH_NAMES. */
enum {
	CTXH_AGENCY_ALL = 2	/* those that are gone or not yet there, too */
};

/**
 * The agencies that existed at a moment, those that the library carries and
 * the school's own: list of "code", "kind", "name", "valid_from" and
 * "valid_to" (yyyy-mm-dd, both included, or null), "accepts" (list of kinds of
 * referral), "successor" (a code, or null), "note", "own" (added or changed by
 * the school), "has_contact"; with CTXH_NAMES also "contact" (null, or what
 * ctxh_agency_contact() took), which is recorded in the chain.
 * Needs no store; the school's own ones need one that is unlocked with the
 * facts key.  Caller frees *out with ctxh_value_free().
 *
 * CTXH_EKEY, CTXH_EDENIED: CTXH_NAMES without the person key.
 */
CTXH_API int ctxh_agencies(ctxh *, int64_t at, unsigned flags,
    ctxh_value **out);
/** One agency, of whatever time, as ctxh_agencies() gives it, with "format"
 * and "successor_of" (list of codes).  CTXH_ENOTFOUND; otherwise as there. */
CTXH_API int ctxh_agency_show(ctxh *, const char *code, unsigned flags,
    ctxh_value **out);
/**
 * Adds an agency to the school's directory.  code is 1 to 31 of a-z, 0-9 and
 * '-'; fields is an object of "kind" (written as a code), "name", "accepts" (a
 * list, or a text with ';' between the words), "valid_from", "valid_to",
 * "successor", "note", of which kind and name must be there, the days as
 * ctxh_date_parse() reads them.  Units change:
 * the districts ended on 30 June 2025 (Luật 72/2025/QH15), so that a referral
 * is checked against the agencies of its own day.
 * With instead_of (or NULL) the agency of that code ends on the day before the
 * new one begins, which is today unless it is said, and names it as its
 * successor.
 * *out: "format", "changed" (list of codes), "notices" (list of "code",
 * "message", "agency", "other": a name that is nearly another's) and "op".
 * Caller frees it with ctxh_value_free().
 *
 * CTXH_EUSAGE: a member ill-formed ("field" in ctxh_where()), or a kind of
 * referral that there is not; CTXH_EDENIED: for a focal or principal;
 * CTXH_ENOTFOUND: no such successor or
 * instead_of; CTXH_ERULE: the code is taken, it would end before it begins or
 * succeed itself, instead_of has a successor already (the message names it),
 * or a case was referred to the old one later than its end ("case" in
 * ctxh_where()).
 */
CTXH_API int ctxh_agency_add(ctxh *, const char *code,
    const ctxh_value *fields, const char *instead_of, ctxh_value **out);
/** Corrects an agency, also one that the library carries: fields as for
 * ctxh_agency_add(), what is not given stays, null takes away.  "op" is null
 * where nothing changes.  Otherwise as there; CTXH_ENOTFOUND. */
CTXH_API int ctxh_agency_set(ctxh *, const char *code,
    const ctxh_value *fields, ctxh_value **out);
/** Ends an agency: last is its last day (a date as ctxh_date_parse() reads
 * it), successor a code or NULL.  Otherwise as ctxh_agency_set(). */
CTXH_API int ctxh_agency_end(ctxh *, const char *code, const char *last,
    const char *successor, ctxh_value **out);
/**
 * Whom the school asks for at an agency: "person", "phone", "email",
 * "address", "note", sealed under the person key; what is not given stays,
 * null takes away.  *out: "format", "agency", "op" (null where nothing
 * changes).  Caller frees it with ctxh_value_free().
 *
 * CTXH_EUSAGE: a member ill-formed; CTXH_EDENIED: for a focal or principal;
 * CTXH_ENOTFOUND: no such agency.
 */
CTXH_API int ctxh_agency_contact(ctxh *, const char *code,
    const ctxh_value *contact, ctxh_value **out);
/**
 * Takes in a directory, such as a province hands out: CSV in UTF-8 whose
 * header has the columns code, kind, name, valid_from, valid_to, accepts,
 * successor, note, in any order, of which the first three must be there; or
 * JSON: a list as ctxh_agencies() gives it, an object a line, or one object as
 * of ctxh_agency_show().  Its days are dd/mm/yyyy or yyyy-mm-dd.  An agency
 * whose code is known takes the new members, all of them.  All or nothing.
 * flags: CTXH_DRY_RUN.
 * *out as of ctxh_agency_add(), with "read" and "new" (counts).
 *
 * CTXH_EUSAGE: not such a file, or no agency in it; otherwise as
 * ctxh_agency_add().  ctxh_where() has "errors", what is wrong with each
 * agency, 100 at most: list of "line", or "item" of a list (from 1), "code",
 * "message" and "field", where there is one; the first one's place and status
 * are the failure's.
 */
CTXH_API int ctxh_agency_import(ctxh *, ctxh_read_fn read, void *ctx,
    unsigned flags, ctxh_value **out);

/** Flags of ctxh_record() and ctxh_record_batch(). */
enum {
	/* Supersede the newest document of the form in the case; without a
	 * case the one recorded last of those without. */
	CTXH_AMEND = 1,
	CTXH_DRY_RUN = 2,	/* check it all and write nothing */
	CTXH_KEEP_GOING = 4	/* batch: take the good lines */
};

/**
 * Records one document: form is the form's or its verb's id, case_no the
 * case's number (NULL for a new case, or for a form that goes without), and
 * fields an object of field ids.  The checks come in the order of the manual:
 * types and choices, the role's right, the case, rights that depend on the
 * case, the transition, required fields, other rules.  The deadlines that the
 * document starts are computed and sealed into it.
 * *out: "format", "case", "document", "form", "rules" (the set that the case
 * goes by, whose states "state" is one of), "state", "deadlines", "next", "op",
 * "suggested" and, where there is something to say, "notices" (list of
 * "code", "message"): notify-now, estimated, not-on-case, future, rules-scope
 * (see ctxh_rules_notices()), rules-kept (an intake was moved to a day of
 * another rule set, and the case stays in its own), and of a letter's number
 * (Nghị định 30/2020/NĐ-CP, Phụ lục I) number-form (none that can be compared,
 * or 0), number-zero (05, not 5), number-again, number-order.  Caller frees
 * with ctxh_value_free().
 *
 * CTXH_EUSAGE: a field unknown, missing, of the wrong type or choice;
 * ctxh_where() has the "field", such as "students[0].role", and "missing", the
 * list of all that are; CTXH_EDENIED; CTXH_ENOTFOUND: case, student or agency;
 * CTXH_ERULE: transition or condition (Thông tư 33/2018/TT-BGDĐT, Điều 7), or
 * a form that the rule set of the case, of the day or of the school's levels
 * does not have.
 */
CTXH_API int ctxh_record(ctxh *, const char *form, const char *case_no,
    const ctxh_value *fields, unsigned flags, ctxh_value **out);
/**
 * Records many documents in one operation: one JSON object a line, with
 * "form" (unless form is given for all), "case" and the fields; an intake may
 * carry "label", and later lines name its case as "@label".  All or nothing,
 * unless CTXH_KEEP_GOING.
 * *out: "format", "recorded", "rejected", "cases" (label -> number), "op",
 * "errors" (list of "line", "code", "message", "field") and, where there is
 * something to say, "notices": of cases taken in as of ctxh_rules_notices(), of
 * numbers of letters as of ctxh_record(), each with its "line" (at most 1000);
 * it is given also where lines were refused.  Caller frees with
 * ctxh_value_free().
 *
 * CTXH_EPARTLY: some lines were refused and the others taken; else the status
 * of the first line that was refused, with its "line" in ctxh_where().
 */
CTXH_API int ctxh_record_batch(ctxh *, const char *form, ctxh_read_fn read,
    void *ctx, unsigned flags, ctxh_value **out);

/*
 * The prevention side: registers (group, mentor, activity, target, resource,
 * yearplan, screen), whose entries are histories of documents, too.  Their
 * forms have "register" and "step" (start, note, end, pair) in place of
 * "case"; ctxh_record() records them, with the entry's number, such as
 * "NH-12", for case_no, and ctxh_record_batch(), where a line has "entry".
 * The answer of such a record is "format", "entry", "document", "form",
 * "rules", "register", "open", "next", "op" and, where there is something to
 * say, "notices" (code kind-guessed: of an activity by its name; of a yearly
 * plan those of a number); of a yearly plan also "activities": list of
 * "activity", "what" and "change" (new, corrected, ended, kept: sessions were
 * held) of those whose tasks are new, changed or gone.  CTXH_ERULE is also:
 * the pupil is not on the list of the year, the same stands in another entry
 * at the same time, the entry was ended, another document would lie outside
 * its time, more were reached than there are.  CTXH_ENOTFOUND is also: no such
 * class.
 *
 * A mentor who is a member has the key of the pair, and with it, holding no
 * other key of the store (role staff), records forms of the step pair of the
 * own pairs; of those alone ctxh_entry_list() of the register "mentor" and
 * ctxh_entry_show() then tell, and any other number is CTXH_ENOTFOUND,
 * whether there is such an entry or not.  Such a document is named by the
 * number of its row: "GD-5/P31".
 */

/** Flag of ctxh_entry_list() beside CTXH_NAMES: not those that were ended. */
enum { CTXH_ENTRY_OPEN = 2 };
/**
 * Calls row for each entry of a register that has a day in the school year
 * (NULL: the newest, "all": any): "entry", "register", "from", "ended" (or
 * null), "open"; of one about a pupil "class", "grade", "sex", "ethnic" as of
 * that year; then the fields sealed as facts, those of its first document and
 * of the newest of each other form.  With CTXH_NAMES also "student", "name"
 * and the fields sealed as person, which is recorded in the chain.  Of an
 * activity "sessions", "students", "parents", "staff" and "cost" are the sums
 * of that school year, "status" is planned, held, late or dropped as of now,
 * and "plan" the number of the yearly plan that it is a task of, or null.  Of
 * a yearly plan "tasks_total", "tasks_held", "tasks_late" and "tasks_dropped"
 * count its activities as of now.
 *
 * CTXH_EUSAGE: no such register or year; CTXH_EDENIED.
 */
CTXH_API int ctxh_entry_list(ctxh *, const char *kind, const char *year,
    unsigned flags, ctxh_row_fn row, void *ctx);
/**
 * One entry, as a row of ctxh_entry_list(), with "format" and "documents":
 * list of "id", "form", "title", "at", "recorded_at", "by", "superseded",
 * "fields".  Of an activity also "reached": how many pupils its sessions
 * reached, nobody counted twice; of a yearly plan "tasks" by their first day,
 * also with "month" (2025-10), "status" and "sessions" of their "activity".
 * Caller frees with ctxh_value_free().  CTXH_ENOTFOUND,
 * CTXH_EDENIED.
 */
CTXH_API int ctxh_entry_show(ctxh *, const char *number, unsigned flags,
    ctxh_value **out);
/**
 * Takes in a list, CSV or a workbook as ctxh_student_import() reads them, each
 * row as a document of the form: its columns are the form's fields by id or
 * label, pupils by any of their ids, "entry" where the form goes on with one.
 * What ctxh_entry_list() gives as CSV is read again.  All of the list is
 * taken, or, where a row is refused, nothing, unless keep_going.  Of the
 * options version, read, read_ctx, read_at, size, year (entries about pupils
 * must begin in it; NULL: any), map, ignore, encoding, sheet, dry_run and
 * keep_going count.
 * *out is an object, also when the list is refused: "format", "form", "read"
 * (rows), "created", "unchanged" (rows that begin an entry just as there is
 * one), "rejected", "warnings", "warnings_total", "errors", "errors_total",
 * "mapping", "file", "encoding" and so on as ctxh_student_import(), "op".
 * Caller frees with ctxh_value_free().
 *
 * CTXH_EFAIL: refused, see "errors"; CTXH_EPARTLY (keep_going); CTXH_EUSAGE:
 * no such form, options; CTXH_EDENIED.
 */
CTXH_API int ctxh_entry_import(ctxh *, const char *form,
    const struct ctxh_import_options *, ctxh_value **out);
/**
 * Reads a list as ctxh_entry_import() does, each row as an item of the form's
 * field, which is a list of objects, such as "tasks" of "yearplan"; nothing is
 * written.  *out has "items", as ctxh_record() takes them for the field, and
 * "lines", the line of each, in place of the counts and "op".  What an item
 * must be is checked by recording it.
 *
 * CTXH_EFAIL: columns or all rows are missing, see "errors"; CTXH_EUSAGE: no
 * such form or field, options; CTXH_EDENIED.
 */
CTXH_API int ctxh_entry_items(ctxh *, const char *form, const char *field,
    const struct ctxh_import_options *, ctxh_value **out);
/**
 * What was given and used in a school year (as of ctxh_entry_list()), a row
 * for each kind and one of all: "kind" (or "total"), "label", "gifts",
 * "value" (VND), "hours", and for whom it was used, how often and of what
 * value: "pupils", "pupils_value", "teachers", "teachers_value", "parents",
 * "parents_value", "common", "common_value".  Needs the facts key.
 */
CTXH_API int ctxh_resource_summary(ctxh *, const char *year, ctxh_row_fn row,
    void *ctx);

/**
 * Calls row for each class of which pupils have or had a mentor in the school
 * year (NULL: the newest, "all": any): "class" and "grade" (null where the list
 * has none), "pupils", "open" (of them: whose entry was not ended), "mentors".
 *
 * CTXH_EUSAGE: no such year; CTXH_EDENIED.
 */
CTXH_API int ctxh_mentor_classes(ctxh *, const char *year, ctxh_row_fn row,
    void *ctx);
/**
 * The list of teachers for emulation (Kế hoạch 824/KHLT-PGDĐT&CĐGD, III.2), in
 * which nothing tells of a pupil: calls row for each mentor of the school
 * year (NULL: the newest) and term (1 or 2; 0: the whole year), in the order of
 * their names: "mentor" (the handle, or null), "name", "pupils", "contacts"
 * (how many were noted in that time), "assessed" (assessments at the end of
 * terms), "progressed" (of the pupils, by the newest of these), "support" (an
 * object: how often each code stands for the help in the newest of each pair).
 *
 * CTXH_EUSAGE: no such year or term; CTXH_ENOTFOUND: no school year yet;
 * CTXH_EDENIED: neither focal nor principal.
 */
CTXH_API int ctxh_mentor_emulation(ctxh *, const char *year, int term,
    ctxh_row_fn row, void *ctx);
/**
 * Calls row for each target that has a day in the period (as of ctxh_report();
 * without term and days the whole year; without a year that of until, else the
 * newest; "all": all of the time up to until, or now): "entry", "register",
 * "indicator", "unit", "measure", "from", "to" (days), "basis", "open",
 * "numerator", "denominator", "percent" (to one decimal), "target", "distance"
 * (percentage points, below 0: short of it), "before" (percent in the term or
 * year before), "trend" (up, down, same), "met", "on" (when figures that were
 * typed in are of); null where it is not known.  Needs the facts key only.
 *
 * CTXH_EUSAGE: no such period; CTXH_EDENIED.
 */
struct ctxh_report_options;
CTXH_API int ctxh_target_list(ctxh *, const struct ctxh_report_options *,
    ctxh_row_fn row, void *ctx);

/** The cases of a year (NULL: the newest), closed ones too: list of "case",
 * "state", "category", "level", "route", "rules" (the set that it goes by, and
 * whose codes these are), "opened_at", "year", "next_due_at", "overdue".
 * Needs the facts key. */
CTXH_API int ctxh_case_list(ctxh *, const char *year, ctxh_value **out);
/** One case: as in ctxh_case_list(), with "students", "documents",
 * "deadlines"; narratives, names and codes only with CTXH_NAMES.  A document that names an agency has "agency_name": what it was
 * called when that was recorded.  CTXH_ENOTFOUND; CTXH_EDENIED. */
CTXH_API int ctxh_case_show(ctxh *, const char *case_no, unsigned flags,
    ctxh_value **out);

#define CTXH_DUE_VERSION 1

/** What ctxh_due() looks at. */
struct ctxh_due_options {
	unsigned version;	/* CTXH_DUE_VERSION */
	const char *case_no;	/* one case or entry only, or NULL */
	int64_t at;		/* as of this moment; 0: now */
	int64_t within;		/* only what is due within so many seconds,
				 * or overdue; 0: everything */
	int all;		/* met and waived ones too */
	int explain;		/* each with "explain": stretches, days off */
};

/**
 * Deadlines, worst first: list of "case", "rule", "started_at", "due_at",
 * "met_at", "status" (open, soon, overdue, waived, met, met-late), "basis",
 * "label", "estimated"; "agency" of a rule that counts for each; "group"
 * (overdue, today, week: by Sunday, later; null of what is settled), "top"
 * (decision, now) of what comes before all groups; "next", the form that meets
 * it: "form", "verb", "fields" (what the rule asks of it) and "roles", or
 * null; "uid", 32 hexadecimal digits that name it in all stores and stay when
 * its due time moves.  The basis of a limit that began after the regulation it
 * stands in had ended says so.  With explain also "explain" as of
 * ctxh_calendar_explain(), "hours" (the office hours it went by) and
 * "explain_note" (that the calendar has changed since, and what
 * "explain" ends at).
 *
 * For a principal pending decisions come first, also closings, which have the
 * rule "decision" and no due_at.  The school's reports are in it, too, where
 * the settings terms.<school year>.hk1_due and .year_due say the last day in
 * time: with a null case, the rule "report", from the year's first day on; met
 * by the first report of that period that was issued (Article 8 of TT 33/2018
 * has schools report; the days are set by each unit).  So is what runs out of
 * the registers, with a null case and the number as "entry" (null of all
 * others): the rule "activity", by the last day of one that is planned, met by
 * its first session; "group-review" and "mentor-assess", by the end of each
 * term, of the term that is and the one before.  Without all and within these
 * are given from 14 days before the last one on, but of one entry at once.
 * Needs the facts key.  CTXH_ENOTFOUND: no such case or entry.
 */
CTXH_API int ctxh_due(ctxh *, const struct ctxh_due_options *,
    ctxh_value **out);
/**
 * Who is on duty in the summer on a local day (days since 1970-01-01), by the
 * school's setting "summer_duty.<school year>": "summer" (whether the day lies
 * in June to August); then also "year", "set" (whether that year has any
 * duty), "on_duty", a list of "from", "to" (yyyy-mm-dd, both included),
 * "name", "phone" (or null); empty where nobody is there; and "gap", the first
 * day from this one to 31 August without anybody, or null.  Needs the facts
 * key.  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: the day is out of range, or the setting is not of its shape;
 * CTXH_EDENIED.
 */
CTXH_API int ctxh_summer_duty(ctxh *, int64_t day, ctxh_value **out);
/**
 * Every unsettled deadline (of one case, or NULL: of all) by today's calendar
 * and office hours beside the due time that is stored.  Where they differ a
 * document of the program's own form "recount" is recorded, one a case, all in
 * one operation; only this moves a stored deadline, and a report or a list as
 * of an earlier moment does not see it.
 * *out: "format", "changed" (how many), "deadlines" (list of "case", "rule",
 * "label", "agency" where it has one, "started_at", "due_at" and "estimated"
 * as stored, "new_due_at", "new_estimated", "changed"), "documents" (ids) and
 * "op"; that is null where nothing differs or with CTXH_DRY_RUN, which
 * writes nothing.  Caller frees *out with ctxh_value_free().
 *
 * CTXH_EDENIED: for a focal or principal; CTXH_ENOTFOUND: no such case.
 */
CTXH_API int ctxh_due_recompute(ctxh *, const char *case_no, unsigned flags,
    ctxh_value **out);
/**
 * The numbers that the office gave official documents: letters that sent a
 * case on ("letter_no" of refer), and issued reports.  They are unique within
 * a register and a calendar year, restart on 1 January, and have a leading 0
 * below 10 (Nghị định 30/2020/NĐ-CP, Phụ lục I).  year is a calendar year; 0:
 * the newest that has one.  *out: "format", "year" (or null), "numbers" (list
 * of "number", "date", "kind" (the form's id, or "report"), "case" (or null),
 * "entry" (of a yearly plan, or null), "agency" (or null), "sequence" (null where it does not begin with one),
 * "symbol", "written") and "problems" (list of "code", "number", "date",
 * "case", "message"; code is double: one number with two dates, or on a report
 * and something else; gap: none has a number in between; order: dated before a
 * lower one).  Needs the person key.  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: year is none; CTXH_EDENIED.
 */
CTXH_API int ctxh_numbers(ctxh *, int year, ctxh_value **out);
/** Consents: list of "student" (with CTXH_NAMES), "by", "scope", "given_at",
 * "withdrawn_at", "case". */
CTXH_API int ctxh_consent_list(ctxh *, unsigned flags, ctxh_value **out);

/* ------------------------------------------------------------------------
 * Reports
 */

#define CTXH_REPORT_VERSION 1

/** What ctxh_report() covers: a year and a term, or two days. */
struct ctxh_report_options {
	unsigned version;	/* CTXH_REPORT_VERSION */
	const char *year;	/* NULL: the newest; NULL with from and to */
	const char *term;	/* "1", "2", "year"; or NULL with from and to */
	const char *from;	/* yyyy-mm-dd, both ends included */
	const char *to;
	const char *until;	/* ngày chốt số liệu; NULL: the period's end,
				 * or now while it still runs */
	int every_table;	/* not zero: also those of registers that the
				 * school keeps none of */
	int charts;		/* not zero: "situation" and "charts", too */
};

/**
 * The tables and checks of a period (TT 33/2018, Điều 7 and 8; a school's sơ
 * kết and tổng kết): "format", "school", "year", "period" ("kind": hk1, hk2,
 * year, span; "from", "to", "until"), "rules", "chain_head", "tables" ("id",
 * "title", "columns", "rows" of "id", "label", "cells"), "checks" ("id", "ok",
 * "detail") and "notes" ("principals", "decisions"); always Vietnamese.
 * Counted as of the end of until, never later than now.  Needs the facts key
 * only.  Caller frees *out with ctxh_value_free().
 *
 * "prose": list of the parts I, IV, V, VI: "id", "title", "text" (or null).
 * "issued": null, or what was sent of this period (ctxh_report_issue(), the
 * newest): "number", "date", "year", "period", "from", "to", "until",
 * "issued_at", "by", "op", "prose" (titles of the parts written anew since)
 * and "differences": list of "table", "title", "row", "row_label", "column",
 * "column_label", "sent", "now".  Sent and now are of one day, that report's
 * until: they differ by what was recorded later.  "moved": null, or, where the
 * setting of the term's end was changed since, "sent" and "now", each with
 * "from", "to", "until"; now is then counted by the term's days of now, and as
 * of its last day where until lies behind it, so that a case that went to the
 * other term is seen to be no longer in this one.
 * "corrections": list of the same, without "prose", of the report before (of
 * the same school year; for the first term of the year before), with
 * "additions" and
 * "additions_until" where its until lay before its period's end: what came by
 * that day, in the shape of "differences".  Reports of two days have none.
 *
 * With charts, "situation": "classes" and "pupils" of the school year in which
 * until lies, "staff"
 * (or null), "focals", "plans" (list of "number", "date": yearly plans issued
 * by then), "channels" (list of "label", "n": cases received by the way in
 * which the school was told); and "charts": list of "id", "kind" (stacked,
 * grouped: bars that lie, the series end to end or side by side; columns: bars
 * that stand, for time), "title", "unit", "categories" (texts), "series" (list
 * of "label" and "values", a number or null for each category) and "words"
 * (the same in sentences).  Ids: cases-level (cases on hand by category and
 * level), cases-month (received and closed by month), deadlines (by rule, how
 * they were kept), before (figures of this term or year beside those of the one before,
 * as of its end).  One that has nothing to show is left out.  The check months
 * compares cases-month with the table.
 *
 * CTXH_EUSAGE: no such period, one that has not begun, until outside it;
 * CTXH_ENOTFOUND: no year given and none in the store; CTXH_EDENIED.
 */
CTXH_API int ctxh_report(ctxh *, const struct ctxh_report_options *,
    ctxh_value **out);

struct ctxh_paper;
/**
 * A report as an official document (ctxh_print() says of what look): parts I
 * to VI with what was counted in sentences, the charts, and the tables as an
 * appendix.  report is what ctxh_report(), with charts, or
 * ctxh_report_frozen() gave; it has no names, and neither has the document.
 * Where it has "one_table": true, the document is of its tables alone.  Or it
 * is an incident report, as ctxh_report_case() gave it, with names or without.
 * The bytes go to write.
 *
 * CTXH_EUSAGE: look; CTXH_EFAIL: a library that the format needs is missing;
 * CTXH_EIO: write failed.
 */
CTXH_API int ctxh_report_write(ctxh *, const ctxh_value *report,
    const struct ctxh_paper *look, ctxh_write_fn write, void *ctx);

/**
 * The incident report (báo cáo đột xuất) on one case, before and after it is
 * settled: what is known of it as of the end of until (yyyy-mm-dd; NULL or a
 * day to come: now), and nothing that happened later.  Always Vietnamese;
 * every code "x" has its label beside it as "x_label".  flags: CTXH_NAMES.
 * *out: "format", "school", "kind": "case", "case", "year", "until", "names",
 * "settled" (closed, and not reopened since), "duplicate" (linked as
 * trung-lap), "state", "category", "level", "route", "received_at";
 * "students": list of "role", "grade", "sex" and, of somebody who is not on
 * the school's list, "origin"; "timeline": list of the documents in force, in
 * the order in which they happened: "at", "form", "title", "number" (of the
 * regulation's form, or null), "by", "amended" (an earlier version was
 * corrected), of a decision "decided" (key, paper), "on" (plan, closing,
 * route) and "self_approved", and "fields", a list of "id", "label", "value",
 * "text" (the value in words); "referrals": to each agency in each kind the
 * first: "agency", "name", "kind", "method", "sent_at" and, of a case sent on,
 * "late", "answered_at" and "status" (what it answered last), else null;
 * "measures": null, or the newest plan: "submitted_at", "approved_at",
 * "decided", "to" (its last day), "progress" (documents since), "support";
 * "deadlines": as of ctxh_due() without "next", "group", "top" and "uid", none
 * of a duplicate; "pending": null, or what waits for a decision: "on",
 * "since"; "outcome": null while it is open, else "closed_at", "form" and "title" of what proposed
 * it, "proposed_at", "close_reason", "by", "decided", "on", "self_approved";
 * "next": as of ctxh_case_show(), "next_steps": their "form", "title",
 * "number"; "notes" (as of ctxh_report(), the decisions are the case's),
 * "rules", "chain_head".  Caller frees with ctxh_value_free().
 *
 * With CTXH_NAMES "students" have "student" (a code), "name" and "class" (of
 * somebody who is not on the list "name" and "school"), too, and "fields" those
 * that are sealed under the person key; this leaves a trace in the chain.
 * Without it the facts key is enough.
 *
 * CTXH_EUSAGE: until is no date, or before the case was taken in;
 * CTXH_ENOTFOUND; CTXH_EDENIED.
 */
CTXH_API int ctxh_report_case(ctxh *, const char *case_no, const char *until,
    unsigned flags, ctxh_value **out);

/**
 * Issues a report: keeps, in one signed operation, its head, tables, checks,
 * notes, charts and prose as they are now, under the number that the office gave it
 * and with the date that stands on it (Nghị định 30/2020/NĐ-CP: numbers
 * restart on 1 January).  A period issued again is a corrected issue.
 * flags: CTXH_DRY_RUN.  *out: "format", "number", "date", "year", "period",
 * "from", "to", "until", "issued_at", "by", "corrects" (the number of the
 * period's earlier issue, or null), "picked_by" (what ctxh_report_frozen()
 * takes to find it: number; date: that, too; op: that, too), "notices" (list of "code", "message";
 * codes: corrected, checks, number-again, number-order, number-form,
 * number-zero; name: of the prose, as ctxh_report_note() has it), "op".  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: as ctxh_report(), or no number or date; CTXH_ERULE: dated
 * before until, or more than 7 days ahead; CTXH_EDENIED: for a focal or
 * principal.
 */
CTXH_API int ctxh_report_issue(ctxh *, const struct ctxh_report_options *,
    const char *number, const char *date, unsigned flags, ctxh_value **out);
/** What was issued, oldest first: list of what ctxh_report_issue() gives
 * without "notices", "picked_by" and "format".  Needs the facts key.  Caller
 * frees with ctxh_value_free(). */
CTXH_API int ctxh_report_issued(ctxh *, ctxh_value **out);
/**
 * An issued report again, as it was: what ctxh_report() gave then, with
 * "issue" ("number", "date", "issued_at", "by", "corrects") in the place of
 * "issued"; of a corrected issue, "corrections" begins with the one that it
 * corrects.  number NULL: the newest; capitals, blanks and a leading zero in it
 * do not matter.  Numbers restart on 1 January, and a correction may have the
 * number of what it corrects: year (a school year), date (that on the report)
 * and op (that issued it) narrow; NULL, NULL, 0: any.  Needs the facts key.
 * Caller frees with ctxh_value_free().
 *
 * CTXH_ENOTFOUND: none was issued so; CTXH_EUSAGE: several were (the message
 * has their dates and operations), or date is none.
 */
CTXH_API int ctxh_report_frozen(ctxh *, const char *year, const char *number,
    const char *date, int64_t op, ctxh_value **out);
/**
 * Writes a prose part of a period's report, which every report of that period
 * carries from then on; text NULL takes it away.  part is I, IV, V, VI or one
 * of i/dac-diem, iv/han-che, v/phuong-huong, vi/kien-nghi.  It lies under the
 * facts key, so it must name nobody.  CR LF and CR become LF.  flags: CTXH_DRY_RUN.  *out: "format",
 * "year", "period", "from", "to", "part", "title", "text", "by", "noted_at",
 * "notices" (code name: the text has what looks like the full name or the code
 * of a pupil on the school's list, quoted as it stands in the text), "op".  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: no such part or period; empty, more than 64 KiB, no UTF-8, or
 * other control characters; CTXH_ENOTFOUND: nothing to take away; CTXH_EDENIED:
 * for a focal or principal.
 */
CTXH_API int ctxh_report_note(ctxh *, const struct ctxh_report_options *,
    const char *part, const char *text, unsigned flags, ctxh_value **out);
/** The prose parts in force, oldest first: list of what ctxh_report_note()
 * gives without "format" and "notices".  Needs the facts key.  Caller frees
 * with ctxh_value_free(). */
CTXH_API int ctxh_report_notes(ctxh *, ctxh_value **out);

/* ------------------------------------------------------------------------
 * Paper
 *
 * Documents that people open and sign, in the form of Nghị định
 * 30/2020/NĐ-CP, Phụ lục I.  They are always Vietnamese.
 */

#define CTXH_PAPER_VERSION 1

/** What is said of a document's looks; all but version and format may be
 * NULL. */
struct ctxh_paper {
	unsigned version;	/* CTXH_PAPER_VERSION */
	const char *format;	/* "text", "html" or "docx" */
	const char *number;	/* as the office gave it, "05/BC-THCS"; NULL:
				 * the one that was recorded, else dots */
	const char *date;	/* that stands on it, as ctxh_date_parse() reads
				 * it; NULL: that of the document */
	const char *signer;	/* who signs; NULL: who did, else the setting
				 * school.signer, else dots */
	const char *signer_title; /* a code (hieu-truong, kt-hieu-truong,
				 * phu-trach, giam-doc, kt-giam-doc) or a text,
				 * "KT. Hiệu trưởng (Phó Hiệu trưởng)" for two
				 * lines; NULL: the setting
				 * school.signer_title, else by the levels */
	const ctxh_value *to;	/* Kính gửi: list of texts; NULL or empty: whom
				 * such a document usually goes to */
	const ctxh_value *copies; /* Nơi nhận, likewise; NULL: the setting
				 * school.copies, empty: none */
};

/**
 * One page for a meeting: the cases that are open, what is overdue and soon
 * due, the period so far (as of ctxh_report()) with its charts.  It names
 * nobody; needs the facts key only.  The bytes go to write.
 *
 * CTXH_EUSAGE: look or period; otherwise as ctxh_report() and
 * ctxh_report_write().
 */
CTXH_API int ctxh_dashboard(ctxh *, const struct ctxh_report_options *period,
    const struct ctxh_paper *look, ctxh_write_fn write, void *ctx);

/** Takes a document: what it is (as *out of ctxh_print(), without "op") and
 * its bytes, both borrowed until it returns.  A return other than 0 stops with
 * CTXH_EINTERRUPTED. */
typedef int (*ctxh_paper_fn)(void *ctx, const ctxh_value *about,
    const void *bytes, size_t size);

#define CTXH_PRINT_VERSION 1

/** What ctxh_print() prints. */
struct ctxh_print_options {
	unsigned version;	/* CTXH_PRINT_VERSION */
	const char *number;	/* of a case or of an entry of a register; NULL:
				 * an empty form, or with all those of a year */
	/* A form's or verb's id, "handover" (biên bản bàn giao, of a referral)
	 * or "log" (the case's history); NULL with all: each form. */
	const char *form;
	const char *document;	/* "VV-2025-0001/2"; NULL: the form's newest */
	int all;		/* every document there is, not only one */
	const char *year;	/* with all and no number; NULL: the newest */
	/* Whom it is printed for, by any id: all other pupils of the case are
	 * masked, and what is told of or by others left out; or NULL.  With
	 * all, cases that he is not on are passed over. */
	const char *student;
	unsigned flags;		/* CTXH_NAMES */
	const void *template_;	/* the bytes of a .docx with marks; or NULL */
	size_t template_size;
	struct ctxh_paper look;
	ctxh_paper_fn paper;	/* gets each document */
	void *ctx;
};

/**
 * Prints documents: of a case the forms that were recorded, with what its
 * rule set says of their looks.  Without CTXH_NAMES a pupil stands there by
 * his initials, and all that is sealed under the person key (narratives, other
 * names, addresses) is left open, on dots; no id stands there.  With it the
 * chain keeps that it was done, once for all of them.
 * *out: "format", "printed" (how many) and "op" (null without names); of one
 * document also "case" or "entry" (or null), "document" (null of an empty form
 * and of a log), "form", "title", "names" and "file", a name for it without
 * its suffix.  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: no such form or format, a mark in the template that there is
 * not ("mark" in ctxh_where()), or a date that is none; CTXH_ENOTFOUND: case,
 * entry, document or pupil, or that pupil is not on the case; CTXH_EDENIED:
 * for a focal or principal; CTXH_EFAIL: a library that the format needs is
 * missing.
 */
CTXH_API int ctxh_print(ctxh *, const struct ctxh_print_options *,
    ctxh_value **out);
/**
 * The marks that a template of a form may have: list of "mark" (as it stands
 * between "{{" and "}}"), "label" and "repeats" (the list whose rows it is of,
 * or null).  Needs no store.  Caller frees with ctxh_value_free().
 *
 * CTXH_EUSAGE: no such form.
 */
CTXH_API int ctxh_print_marks(ctxh *, const char *form, ctxh_value **out);

/* ------------------------------------------------------------------------
 * The chain
 */

/**
 * Calls row for each operation, oldest first: "op", "store", "at", "by", "prev",
 * "payload" (digest), "rows" (list of "table", "count", "digest"), "hash",
 * "signature", "key", "undone_by" (the operation that took it back, or null),
 * "verb" and "detail".  CTXH_EDENIED: for a focal or principal.
 * case_no: only operations that wrote documents of that case; or NULL.
 * The manual page ctxh-format(5) says how to verify them.
 */
CTXH_API int ctxh_log(ctxh *, const char *case_no, ctxh_row_fn row,
    void *ctx);

/**
 * Takes operation op back; 0: the newest one that changed something, was not
 * taken back yet, and is no undo itself.  Nothing is rewritten: this is an
 * operation, too, and the store is as if the rows of the other were not there.
 * Taking an undo back does again what it undid.  CTXH_DRY_RUN: only shows it.
 *
 * *out: "format", "undone" (number), "verb", "at", "by" of what is taken back;
 * "of" ("op", "verb", "at", "by"): the operation whose rows are meant, another
 * one where "undone" is an undo; "again": whether they come again; "changes",
 * a list of objects, each with "kind": students ("created", "updated",
 * "year"), document ("case", "form", "title", "opens"), setting ("key", "was",
 * "value"), day ("date", "day", "name"), agency ("code", "name"), contact
 * ("code"), rules ("id"), issue and note (what they have of "year", "period",
 * "from", "to", "number", "date", "part"), member ("handle", "role"), screening
 * ("year", "pupils"), run ("year"); "op": the number of this operation, null of a dry run.  Caller frees with
 * ctxh_value_free().
 *
 * CTXH_ENOTFOUND: no such operation, or none left; CTXH_ERULE: it changed
 * nothing, was taken back already, made the store, a later one builds on it
 * ("op" in ctxh_where()), or no focal would be left; CTXH_EDENIED: for a focal
 * or principal who may write such rows, a decision under a principal's key for
 * that principal.
 */
CTXH_API int ctxh_undo(ctxh *, int64_t op, unsigned flags,
    ctxh_value **out);

/** Flags of ctxh_fsck(). */
enum { CTXH_REBUILD = 1 };

/**
 * Checks the file, the chain, every row against its operation, and every
 * derived row against the documents.  head: a hash that must be in the chain
 * (from an earlier report), or NULL.  CTXH_REBUILD writes the derived rows
 * anew.  *out: "format", "ok", "checked" (chain, facts, all: how far the keys
 * at hand let it look), "ops", "head", "problems" (list of "table", "row",
 * "op", "message").  Without a key only the chain's hashes, signatures and row
 * digests are checked.
 *
 * CTXH_EINTEGRITY: there are problems; *out lists them all the same.
 */
CTXH_API int ctxh_fsck(ctxh *, const char *head, unsigned flags,
    ctxh_value **out);

#ifdef __cplusplus
}
#endif

#endif /* CTXH_H */
