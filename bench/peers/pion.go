// pion as the forwarder of a briefing: what a heard site sends goes to all others, nothing decided. With its default interceptors it
// repairs, reports and sends transport-wide feedback, as whoever takes the library gets it; without them it only forwards.
// Debian's packages golang-go and golang-github-pion-webrtc.v3-dev build it; pion.ts starts it and speaks with it.
//
//	{"tracks": …, "isBare": false}       which tracks a connection has, in order, and whether without interceptors
//	{"offer": 3, "isHeard": true}   ─►   {"sdp": …, "received": …, "sent": …}
//	{"answer": 3, "sdp": …}         ─►   the same, a line each
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"sync/atomic"

	"github.com/pion/interceptor"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v3"
)

type track struct {
	Kind      string `json:"kind"`
	Direction string `json:"direction"`
	Place     int    `json:"place"`
}

type request struct {
	Tracks   []track `json:"tracks"`
	OpusType uint8   `json:"opusType"`
	Vp8Type  uint8   `json:"vp8Type"`
	IsBare   bool    `json:"isBare"`
	Offer    *int    `json:"offer"`
	Answer   *int    `json:"answer"`
	IsHeard  bool    `json:"isHeard"`
	Sdp      string  `json:"sdp"`
}

type answer struct {
	Sdp      string `json:"sdp"`
	Received int64  `json:"received"`
	Sent     int64  `json:"sent"`
}

type site struct {
	connection  *webrtc.PeerConnection
	down        []*webrtc.TrackLocalStaticRTP
	isHeard     bool
	isConnected atomic.Bool
}

var (
	api            *webrtc.API
	tracks         []track
	lock           sync.RWMutex
	sites          = map[int]*site{}
	received, sent atomic.Int64
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func capability(kind string) (webrtc.RTPCodecCapability, webrtc.RTPCodecType) {
	if kind == "audio" {
		return webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, webrtc.RTPCodecTypeAudio
	}
	return webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}, webrtc.RTPCodecTypeVideo
}

func open(asked request) {
	tracks = asked.Tracks
	media := &webrtc.MediaEngine{}
	opus, audio := capability("audio")
	vp8, video := capability("main")
	must(media.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: opus, PayloadType: webrtc.PayloadType(asked.OpusType)}, audio))
	must(media.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: vp8, PayloadType: webrtc.PayloadType(asked.Vp8Type)}, video))
	settings := webrtc.SettingEngine{}
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetInterfaceFilter(func(name string) bool { return name == "lo" })
	api = webrtc.NewAPI(webrtc.WithMediaEngine(media), webrtc.WithSettingEngine(settings), webrtc.WithInterceptorRegistry(interceptors(media, asked.IsBare)))
}

// Default: NACK both ways, reports both ways, transport-wide feedback on what comes; the numbers for it on what goes out are asked for here.
func interceptors(media *webrtc.MediaEngine, isBare bool) *interceptor.Registry {
	registry := &interceptor.Registry{}
	if !isBare {
		must(webrtc.ConfigureTWCCHeaderExtensionSender(media, registry))
		must(webrtc.RegisterDefaultInterceptors(media, registry))
	}
	return registry
}

// Interceptors see the reports and requests of the other side only where somebody reads them.
func drain(read func([]byte) (int, interceptor.Attributes, error)) {
	octets := make([]byte, 1500)
	for {
		if _, _, err := read(octets); err != nil {
			return
		}
	}
}

func offer(number int, isHeard bool) string {
	connection, err := api.NewPeerConnection(webrtc.Configuration{})
	must(err)
	one := &site{connection: connection, isHeard: isHeard}
	for at, each := range tracks {
		codec, medium := capability(each.Kind)
		if each.Direction == "up" {
			_, err = connection.AddTransceiverFromKind(medium, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly})
		} else {
			var out *webrtc.TrackLocalStaticRTP
			out, err = webrtc.NewTrackLocalStaticRTP(codec, fmt.Sprint(at), "pion")
			must(err)
			one.down = append(one.down, out)
			var transceiver *webrtc.RTPTransceiver
			transceiver, err = connection.AddTransceiverFromTrack(out, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly})
			must(err)
			go drain(transceiver.Sender().Read)
		}
		must(err)
	}
	connection.OnConnectionStateChange(func(state webrtc.PeerConnectionState) {
		one.isConnected.Store(state == webrtc.PeerConnectionStateConnected)
	})
	connection.OnTrack(func(incoming *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
		for at, transceiver := range connection.GetTransceivers() {
			if transceiver.Receiver() == receiver {
				go drain(receiver.Read)
				read(number, at, incoming)
				return
			}
		}
	})
	lock.Lock()
	sites[number] = one
	lock.Unlock()
	made, err := connection.CreateOffer(nil)
	must(err)
	gathered := webrtc.GatheringCompletePromise(connection)
	must(connection.SetLocalDescription(made))
	<-gathered
	return connection.LocalDescription().SDP
}

// The slot of a heard site is its number: audio, main, thumbnail as ours.
func slotOf(from int, at int) int {
	slot := 0
	for _, each := range tracks {
		if each.Direction == "up" {
			continue
		}
		if each.Kind == tracks[at].Kind && each.Place == from {
			return slot
		}
		slot++
	}
	return -1
}

func read(from int, at int, incoming *webrtc.TrackRemote) {
	slot := slotOf(from, at)
	octets := make([]byte, 1500)
	packet := &rtp.Packet{}
	for {
		size, _, err := incoming.Read(octets)
		if err != nil {
			return
		}
		received.Add(1)
		if slot < 0 || packet.Unmarshal(octets[:size]) != nil {
			continue
		}
		lock.RLock()
		if sites[from].isHeard {
			for number, other := range sites {
				if number == from || !other.isConnected.Load() {
					continue
				}
				if other.down[slot].WriteRTP(packet) == nil {
					sent.Add(1)
				}
			}
		}
		lock.RUnlock()
	}
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<20)
	told := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked request
		must(json.Unmarshal(lines.Bytes(), &asked))
		reply := answer{}
		switch {
		case asked.Tracks != nil:
			open(asked)
		case asked.Offer != nil:
			reply.Sdp = offer(*asked.Offer, asked.IsHeard)
		case asked.Answer != nil:
			description := webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: asked.Sdp}
			must(sites[*asked.Answer].connection.SetRemoteDescription(description))
		}
		reply.Received, reply.Sent = received.Load(), sent.Load()
		must(told.Encode(reply))
	}
}
