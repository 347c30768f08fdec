/*
 * Reads one PDU a line, in hexadecimal, unpacks it with libsmpp34, packs what came out again and prints the octets.
 * What the library allocated for lists (TLVs, destinations) is left to the end of the program, which is near.
 * A line that it refuses gives "error: " and the library's own words. With --dump it prints the fields instead.
 *
 * cc libsmpp34.c $(pkg-config --cflags --libs libsmpp34)
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "smpp34.h"
#include "smpp34_structs.h"
#include "smpp34_params.h"

enum { OCTETS_MAX = 4096, LINE_SIZE = 2 * OCTETS_MAX + 2 };

/* Any PDU: the library wants memory of the size of the largest, cleared. */
typedef union {
  bind_transmitter_resp_t bind_transmitter_resp;
  bind_receiver_resp_t bind_receiver_resp;
  bind_transceiver_resp_t bind_transceiver_resp;
  submit_sm_t submit_sm;
  submit_multi_t submit_multi;
  submit_multi_resp_t submit_multi_resp;
  deliver_sm_t deliver_sm;
  data_sm_t data_sm;
  data_sm_resp_t data_sm_resp;
  query_sm_resp_t query_sm_resp;
  replace_sm_t replace_sm;
  alert_notification_t alert_notification;
} pdu_t;

/* Octets of a line of hexadecimal, or -1. */
static int octets(const char *line, uint8_t *into) {
  int count = 0;
  unsigned octet;
  for (; line[0] != '\0' && line[0] != '\n'; line += 2) {
    if (count == OCTETS_MAX || sscanf(line, "%2x", &octet) != 1) return -1;
    into[count++] = (uint8_t)octet;
  }
  return count;
}

/* The library puts each TLV and destination that it reads before the one it read last. */
#define TURN(type, head)                  \
  do {                                    \
    type *turned = NULL;                  \
    while ((head) != NULL) {              \
      type *after = (head)->next;         \
      (head)->next = turned;              \
      turned = (head);                    \
      (head) = after;                     \
    }                                     \
    (head) = turned;                      \
  } while (0)

static void in_order(pdu_t *pdu) {
  switch (pdu->submit_sm.command_id) {
    case BIND_TRANSMITTER_RESP: TURN(tlv_t, pdu->bind_transmitter_resp.tlv); break;
    case BIND_RECEIVER_RESP: TURN(tlv_t, pdu->bind_receiver_resp.tlv); break;
    case BIND_TRANSCEIVER_RESP: TURN(tlv_t, pdu->bind_transceiver_resp.tlv); break;
    case SUBMIT_SM: TURN(tlv_t, pdu->submit_sm.tlv); break;
    case SUBMIT_MULTI:
      TURN(dad_t, pdu->submit_multi.dest_addr_def);
      TURN(tlv_t, pdu->submit_multi.tlv);
      break;
    case SUBMIT_MULTI_RESP: TURN(udad_t, pdu->submit_multi_resp.unsuccess_smes); break;
    case DELIVER_SM: TURN(tlv_t, pdu->deliver_sm.tlv); break;
    case DATA_SM: TURN(tlv_t, pdu->data_sm.tlv); break;
    case ALERT_NOTIFICATION: TURN(tlv_t, pdu->alert_notification.tlv); break;
    default: break;
  }
}

static void answer(const uint8_t *in, int length, int dump) {
  pdu_t pdu;
  uint8_t out[OCTETS_MAX];
  static uint8_t text[1 << 16];
  int packed = 0;
  memset(&pdu, 0, sizeof pdu);
  if (smpp34_unpack2(&pdu, in, length) != 0) {
    printf("error: unpack: %s\n", smpp34_strerror);
    return;
  }
  in_order(&pdu);
  if (dump) {
    memset(text, 0, sizeof text);
    smpp34_dumpPdu2(text, sizeof text, &pdu);
    printf("%s\n", text);
  } else if (smpp34_pack2(out, sizeof out, &packed, &pdu) != 0) {
    printf("error: pack: %s\n", smpp34_strerror);
  } else {
    for (int i = 0; i < packed; i++) printf("%02x", out[i]);
    printf("\n");
  }
}

int main(int argc, char **argv) {
  static char line[LINE_SIZE];
  uint8_t in[OCTETS_MAX];
  int dump = argc > 1 && strcmp(argv[1], "--dump") == 0;
  while (fgets(line, sizeof line, stdin) != NULL) {
    int length = octets(line, in);
    if (length < 0) {
      fprintf(stderr, "not a line of hexadecimal, or longer than %d octets\n", OCTETS_MAX);
      return 2;
    }
    answer(in, length, dump);
  }
  return 0;
}
