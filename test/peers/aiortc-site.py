"""A site of a briefing on Python's aiortc, a stack that nobody here wrote: reads an offer from standard input, answers it on
standard output, sends a tone and counts the frames of voices that it decodes. Lines of JSON."""

import asyncio
import json
import sys

from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack

heard = {"audio": 0}


def tell(value):
    print(json.dumps(value), flush=True)


async def count(track):
    while True:
        await track.recv()
        heard["audio"] += 1


async def main():
    connection = RTCPeerConnection()

    @connection.on("track")
    def on_track(track):
        if track.kind == "audio":
            asyncio.ensure_future(count(track))

    @connection.on("connectionstatechange")
    def on_state():
        tell({"state": connection.connectionState})

    offer = RTCSessionDescription(sdp=sys.stdin.read(), type="offer")
    await connection.setRemoteDescription(offer)
    # The first m-line is the voice up; of the others nothing is sent.
    connection.getTransceivers()[0].sender.replaceTrack(AudioStreamTrack())
    for place, transceiver in enumerate(connection.getTransceivers()):
        if place == 0:
            transceiver.direction = "sendonly"
        else:
            transceiver.direction = "inactive" if place < 4 else "recvonly"
    await connection.setLocalDescription(await connection.createAnswer())
    tell({"answer": connection.localDescription.sdp})
    while True:
        await asyncio.sleep(0.1)
        tell({"heard": heard})


asyncio.run(main())
