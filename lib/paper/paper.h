/*
 * A document as it stands on paper: what is in it, in which order, and not how
 * a file format writes it.  A form, a letter, a report or a page for a meeting
 * is built once of these blocks, and written as .docx, HTML or plain text
 * (write.h).  The look of official ones is that of Nghị định 30/2020/NĐ-CP,
 * Phụ lục I.
 *
 * Texts are UTF-8 and copied; what they take is wiped before it is given back,
 * because a document holds persons.  A building function that finds no memory
 * is remembered: build all of it, then ask paper_failed() once.
 */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include <stddef.h>

#include "ctxh.h"

/* Texts in their order. */
struct texts {
	char	**s;
	size_t	 n, cap;
};

#define PAPER_NATION	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define PAPER_MOTTO	"Độc lập - Tự do - Hạnh phúc"

enum block_kind {
	BLOCK_LETTERHEAD,	/* whose it is, quốc hiệu, số, date */
	BLOCK_TITLE,		/* tên loại và trích yếu */
	BLOCK_TO,		/* Kính gửi */
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_FIELD,		/* a label and what was filled in */
	BLOCK_CHOICES,		/* a label and boxes, ticked or not */
	BLOCK_TABLE,
	BLOCK_FIGURES,		/* a few numbers that come first to the eye */
	BLOCK_CHART,
	BLOCK_SIGNATURES,	/* nơi nhận, who signs */
	BLOCK_PAGE		/* a new page, and how it lies */
};

enum {
	/* of a paragraph */
	PAPER_BOLD = 1, PAPER_ITALIC = 2, PAPER_CENTER = 4,
	PAPER_SMALL = 8,	/* a note: smaller, no first-line indent */
	PAPER_ITEM = 16,	/* of a list: a dash before it */
	PAPER_WARNING = 32,	/* must not be overlooked */
	/* of a field */
	PAPER_LONG = 64,	/* empty, it has several lines to write on */
	/* of a table's row */
	PAPER_TOTAL = 128,
	/* of a page */
	PAPER_WIDE = 256	/* landscape */
};

enum paper_align { PAPER_LEFT, PAPER_RIGHT, PAPER_MIDDLE };

struct paper_column {
	char		*head;
	double		 weight;	/* its share of the width */
	enum paper_align align;
};

struct paper_row {
	struct texts	 cells;		/* "" where there is nothing */
	unsigned	 flags;
};

/* Who signs: "KT. HIỆU TRƯỞNG" over "PHÓ HIỆU TRƯỞNG", "(Ký, ghi rõ họ tên)",
 * the name; NULL where it is to be written by hand. */
struct paper_signer {
	struct texts	 title;
	char		*note, *name;
};

#define PAPER_SIGNERS	2

struct block {
	enum block_kind	 kind;
	unsigned	 flags;
	int		 level;		/* of a heading, from 1 to 3 */
	/* The heading, the paragraph (its lines with '\n' between), the label
	 * of a field or of choices, the caption of a table; or NULL. */
	char		*text;
	/* What a field holds; NULL: to be filled in by hand, on dots. */
	char		*value;
	/* Of a letterhead the lines above the school's name, which is text; of
	 * a title its lines (the first one is the kind, "BÁO CÁO"); whom it is
	 * to; the choices; the labels of figures; nơi nhận. */
	struct texts	 lines;
	/* Of choices "x" where ticked, else ""; of figures the numbers. */
	struct texts	 marks;
	/* Of a letterhead: "Số: 05/BC-THCS", "V/v ..." below it, "Chiềng Mung,
	 * ngày 05 tháng 01 năm 2026"; each may be NULL. */
	char		*number, *about, *date;
	struct paper_column *columns;
	size_t		 ncolumns, columns_cap;
	struct paper_row *rows;
	size_t		 nrows, rows_cap;
	ctxh_value	*chart;		/* chart.h */
	struct paper_signer signers[PAPER_SIGNERS];
	size_t		 nsigners;
};

struct paper {
	char		*name;		/* what a window's title shows */
	struct block	*blocks;
	size_t		 n, cap;
	int		 failed;
	unsigned	 lost;		/* what buf_lost() was at first */
};

/* An empty one; NULL when out of memory.  Caller frees with paper_free(). */
struct paper *paper_new(const char *name);
/* Wipes and frees; NULL is allowed. */
void	 paper_free(struct paper *);
int	 paper_failed(const struct paper *);

/*
 * Blocks in the order in which they stand.  Those that return a block are
 * filled in by the calls below before the next block is begun; they never
 * return NULL (after a failure a block that nobody reads).
 */
struct block *paper_letterhead(struct paper *, const char *school,
	    const char *number, const char *about, const char *date);
struct block *paper_title(struct paper *, const char *kind);
struct block *paper_to(struct paper *);
void	 paper_heading(struct paper *, int level, const char *);
void	 paper_paragraph(struct paper *, unsigned flags, const char *);
void	 paper_field(struct paper *, unsigned flags, const char *label,
	    const char *value);
struct block *paper_choices(struct paper *, const char *label);
struct block *paper_table(struct paper *, const char *caption);
struct block *paper_figures(struct paper *);
/* The value is copied. */
void	 paper_chart(struct paper *, const ctxh_value *chart);
struct block *paper_signatures(struct paper *);
void	 paper_page(struct paper *, unsigned flags);

/* Another line: of a letterhead, a title, whom it is to, nơi nhận. */
void	 block_line(struct paper *, struct block *, const char *);
/* Another choice, or another figure with what it counts. */
void	 block_choice(struct paper *, struct block *, const char *, int ticked);
void	 block_figure(struct paper *, struct block *, const char *label,
	    const char *number);
void	 block_column(struct paper *, struct block *, const char *head,
	    double weight, enum paper_align);
/* Another row, whose cells follow one by one. */
void	 block_row(struct paper *, struct block *, unsigned flags);
void	 block_cell(struct paper *, struct block *, const char *);
/* Another signer, from the left; the titles, at most two, may be NULL. */
void	 block_signer(struct paper *, struct block *, const char *title,
	    const char *title2, const char *note, const char *name);

#endif
