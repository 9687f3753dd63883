/* A PKCS#11 module around another one, which fails when it is told to.

   SHIM_OF is the module behind it, SHIM_ORDERS a file that is read at every call. A line of it is
   "FUNCTION WHAT [FIRST-ARGUMENT]": WHAT is a CKR_ value in hexadecimal, or crash, hang, none (no
   slot is told), stale (a device error until C_Initialize is called anew), reader (the PIN is
   typed on the reader), only (the mechanisms that follow), one (every token has the serial number of
   one card) or other (the module is another maker's). "slots swapped" gives the first two slots each
   other's number. Every call is written to SHIM_CALLS, one name a line: tests count them. */

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long ul;
typedef ul (*function)(ul, ul, ul, ul, ul);
typedef struct { unsigned char version[2]; function at[68]; } list;

enum { PLACE_OF_MAKER = 2, PLACE_OF_SERIAL = 80, PLACE_OF_FLAGS = 96, PROTECTED_PATH = 0x100 };
static list *real, ours;
static int initialised, since;

static void note(const char *name) {
    FILE *file = fopen(getenv("SHIM_CALLS"), "a");
    if (file) { fprintf(file, "%s\n", name); fclose(file); }
}

/* Give what is ordered for a function, and what follows it, or 0. */
static int order(const char *name, ul first, char *what, char *rest) {
    char line[512], called[64], filter[64];
    FILE *file = fopen(getenv("SHIM_ORDERS"), "r");
    int found = 0;
    while (file && !found && fgets(line, sizeof line, file)) {
        *rest = *filter = 0;
        if (sscanf(line, "%63s %63s %511[^\n]", called, what, rest) < 2) continue;
        if (strcmp(called, name)) continue;
        found = strcmp(what, "only") == 0 || !*rest || strtoul(rest, 0, 0) == first;
    }
    if (file) fclose(file);
    return found;
}

static ul told(const char *name, ul first, char *what, char *rest) {
    *what = 0;
    note(name);
    if (!order(name, first, what, rest)) { *what = 0; return 0; }
    if (!strcmp(what, "crash")) { signal(SIGSEGV, SIG_DFL); raise(SIGSEGV); }
    if (!strcmp(what, "stale")) {
        if (!since) since = initialised;
        return initialised > since ? 0 : 0x30;
    }
    if (!strcmp(what, "hang")) for (;;) pause();
    return strncmp(what, "0x", 2) ? 0 : strtoul(what, 0, 16);
}

#define WRAP(name, place)                                              \
    static ul name(ul a, ul b, ul c, ul d, ul e) {                     \
        char what[64], rest[512];                                      \
        ul value = told(#name, a, what, rest);                         \
        return value ? value : real->at[place](a, b, c, d, e);         \
    }

/* Give the real number of a slot. */
static ul numbered(ul slot) {
    char what[64], rest[512];
    ul slots[64], count = 64;
    if (!order("slots", 0, what, rest) || strcmp(what, "swapped")) return slot;
    if (real->at[4](1, (ul)slots, (ul)&count, 0, 0) || count < 2) return slot;
    return slot == slots[0] ? slots[1] : slot == slots[1] ? slots[0] : slot;
}

#define WRAP_SLOT(name, place)                                         \
    static ul name(ul a, ul b, ul c, ul d, ul e) {                     \
        char what[64], rest[512];                                      \
        ul value = told(#name, a, what, rest);                         \
        return value ? value : real->at[place](numbered(a), b, c, d, e); \
    }

WRAP_SLOT(C_GetSlotInfo, 5)
WRAP_SLOT(C_GetMechanismInfo, 8)
WRAP_SLOT(C_OpenSession, 12)
WRAP_SLOT(C_CloseAllSessions, 14)
WRAP(C_CloseSession, 13)
WRAP(C_GetSessionInfo, 15)
WRAP(C_Logout, 19)
WRAP(C_GetAttributeValue, 24)
WRAP(C_FindObjectsInit, 26)
WRAP(C_SignInit, 42)
WRAP(C_Sign, 43)

static ul C_Initialize(ul a, ul b, ul c, ul d, ul e) {
    char what[64], rest[512];
    ul value = told("C_Initialize", a, what, rest);
    initialised++;
    return value ? value : real->at[0](a, b, c, d, e);
}

static ul C_GetInfo(ul info, ul b, ul c, ul d, ul e) {
    char what[64], rest[512];
    ul value = told("C_GetInfo", 0, what, rest);
    if (value || (value = real->at[2](info, b, c, d, e))) return value;
    if (!strcmp(what, "other")) memcpy((char *)info + PLACE_OF_MAKER, "Another", 7);
    return 0;
}

static ul C_GetSlotList(ul present, ul slots, ul count, ul d, ul e) {
    char what[64], rest[512];
    ul value = told("C_GetSlotList", present & 0xff, what, rest);
    if (value) return value;
    if (!strcmp(what, "none")) { *(ul *)count = 0; return 0; }
    return real->at[4](present, slots, count, d, e);
}

static ul C_GetTokenInfo(ul slot, ul info, ul c, ul d, ul e) {
    char what[64], rest[512];
    ul value = told("C_GetTokenInfo", slot, what, rest);
    if (value) return value;
    value = real->at[6](numbered(slot), info, c, d, e);
    if (!value && !strcmp(what, "one")) memcpy((char *)info + PLACE_OF_SERIAL, "0123456789abcdef", 16);
    if (!value && !strcmp(what, "reader")) *(ul *)(info + PLACE_OF_FLAGS) |= PROTECTED_PATH;
    return value;
}

static ul C_GetMechanismList(ul slot, ul mechanisms, ul count, ul d, ul e) {
    char what[64], rest[512], *next = rest;
    ul every[512], most = 512, kept = 0, value = told("C_GetMechanismList", slot, what, rest);
    if (value) return value;
    if (strcmp(what, "only")) return real->at[7](numbered(slot), mechanisms, count, d, e);
    if ((value = real->at[7](numbered(slot), (ul)every, (ul)&most, d, e))) return value;
    for (ul one; (one = strtoul(next, &next, 16));)
        for (ul n = 0; n < most; n++)
            if (every[n] == one) { if (mechanisms) ((ul *)mechanisms)[kept] = one; kept++; }
    *(ul *)count = kept;
    return 0;
}

/* The reader's keys are pressed here: the PIN is the tests' own. */
static ul C_Login(ul session, ul user, ul pin, ul length, ul e) {
    char what[64], rest[512];
    ul value = told(user == 2 ? "C_Login_again" : "C_Login", session, what, rest);
    if (value) return value;
    return pin ? real->at[18](session, user, pin, length, e)
               : real->at[18](session, user, (ul)"1234", 4, e);
}

ul C_GetFunctionList(list **given) {
    ul (*get)(list **);
    void *library = dlopen(getenv("SHIM_OF"), RTLD_NOW | RTLD_LOCAL);
    if (!library || !(get = (ul (*)(list **))dlsym(library, "C_GetFunctionList"))) return 5;
    ul value = get(&real);
    if (value) return value;
    ours = *real;
    ours.at[0] = C_Initialize;
    ours.at[2] = C_GetInfo;
    ours.at[4] = C_GetSlotList;
    ours.at[5] = C_GetSlotInfo;
    ours.at[6] = C_GetTokenInfo;
    ours.at[7] = C_GetMechanismList;
    ours.at[8] = C_GetMechanismInfo;
    ours.at[12] = C_OpenSession;
    ours.at[13] = C_CloseSession;
    ours.at[14] = C_CloseAllSessions;
    ours.at[15] = C_GetSessionInfo;
    ours.at[18] = C_Login;
    ours.at[19] = C_Logout;
    ours.at[24] = C_GetAttributeValue;
    ours.at[26] = C_FindObjectsInit;
    ours.at[42] = C_SignInit;
    ours.at[43] = C_Sign;
    *given = &ours;
    return 0;
}
