// Judges the log of Hocba with code that is not ours: transparency-dev/merkle and golang.org/x/mod/sumdb/note.
// Reads one JSON object on stdin; answers one line a thing that does not hold, and "ok N" with the number judged.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

type inclusion struct {
	Index, Size uint64
	Proof       [][]byte
}

type consistency struct {
	Old, New uint64
	Proof    [][]byte
}

type input struct {
	Leaves      [][]byte
	Roots       map[uint64][]byte
	Inclusion   []inclusion
	Consistency []consistency
	Vkey        string
	Skey        string
	Note        string
	Text        string
}

func main() {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		fmt.Println("input:", err)
		os.Exit(1)
	}
	judged := 0
	check := func(what string, err error) {
		judged++
		if err != nil {
			fmt.Println(what, err)
		}
	}
	hasher := rfc6962.DefaultHasher
	factory := &compact.RangeFactory{Hash: hasher.HashChildren}
	tree := factory.NewEmptyRange(0)
	for size := uint64(0); ; size++ {
		if want, ok := in.Roots[size]; ok {
			root := hasher.EmptyRoot()
			if size > 0 {
				var err error
				root, err = tree.GetRootHash(nil)
				check("root", err)
			}
			if !bytes.Equal(root, want) {
				check("root", fmt.Errorf("differs at %d", size))
			}
			judged++
		}
		if size == uint64(len(in.Leaves)) {
			break
		}
		check("append", tree.Append(hasher.HashLeaf(in.Leaves[size]), nil))
	}
	for _, one := range in.Inclusion {
		leaf := hasher.HashLeaf(in.Leaves[one.Index])
		check("inclusion", proof.VerifyInclusion(hasher, one.Index, one.Size, leaf, one.Proof, in.Roots[one.Size]))
	}
	for _, one := range in.Consistency {
		check("consistency", proof.VerifyConsistency(hasher, one.Old, one.New, one.Proof, in.Roots[one.Old], in.Roots[one.New]))
	}
	verifier, err := note.NewVerifier(in.Vkey)
	check("vkey", err)
	opened, err := note.Open([]byte(in.Note), note.VerifierList(verifier))
	check("note", err)
	if opened != nil && opened.Text != in.Text {
		check("note", fmt.Errorf("other text"))
	}
	signer, err := note.NewSigner(in.Skey)
	check("skey", err)
	signed, err := note.Sign(&note.Note{Text: in.Text}, signer)
	check("sign", err)
	if !strings.HasPrefix(in.Note, string(signed)) {
		check("sign", fmt.Errorf("Ed25519 is deterministic, yet the notes differ"))
	}
	fmt.Printf("ok %d\n", judged)
}
