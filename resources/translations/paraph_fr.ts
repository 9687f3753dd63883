<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>BoxBar</name>
    <message>
        <source>Size of the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the box (Del)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BoxItem</name>
    <message>
        <source>Your signature</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>Certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a key file (.p12, .pfx)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key without a device, for an advanced signature</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>it has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not valid yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it belongs to the issuer, not to a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its key is not on this card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its key is too weak today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its kind of key is not among the accepted ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its issuer made it for logging in, not for documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its issuer made it for encrypting, not for signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its issuer made it for something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For any use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use not stated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For logging in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For encrypting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For another use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For issuing certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qualified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid from {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid to {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued by {issuer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued by {issuer}, as qualified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued by {issuer}, as qualified, its key in a signature device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a key file: advanced, without a device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card “{card}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {reader}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no. {serial}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I seal as {holder}, with an advanced electronic seal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I sign as {holder}, with an advanced electronic signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot sign: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CertificatePicker</name>
    <message>
        <source>Looking for cards…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your card is there, but it cannot be used yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several can sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No certificate can sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put your card in its reader; it is found by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other certificate(s) cannot sign. Why?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Signing as {name}. {detail}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message numerus="yes">
        <source>%n signature(s) valid</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Intact, by who is named below, and nothing was added since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid, with later changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was added later was allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not rely on this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not what was signed. Ask its sender for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has signed this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is too damaged to be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong that can be shown. Who issued the certificate is not known here as trustworthy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong that can be shown, but not all of it can be compared here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed content is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed content was changed or is broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It covers the whole file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It covers the file as it was then; more came later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not cover all of the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its issuer is trusted here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its issuer is not known here as trustworthy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claimed time: {time}, not proven</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>SIGNATURES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signatures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody that can be named</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Open documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another PDF (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Ctrl+W)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Open a PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf *.PDF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the copy goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message numerus="yes">
        <source>Drop to open %n PDF(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A folder cannot be opened as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only PDFs can be opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyDesk</name>
    <message>
        <source>Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on a sample contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K finds any command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a PDF here to sign or check it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file or several. Your originals are never changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailedPage</name>
    <message>
        <source>Repair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page cannot be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldItem</name>
    <message>
        <source>You sign here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to sign here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{position} of {count} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{position} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking, page {done} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Menus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or run a command (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyFilePage</name>
    <message>
        <source>Password of the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password of the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is used for this look only; it is asked again for signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is unchanged. Type the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key in a file gives an advanced signature, without a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever has the file and its password can sign as you. A card cannot be copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyFileRows</name>
    <message>
        <source>A key without a device, for an advanced signature. Take one into use in the list of certificates when you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator allows signing with a card only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {path}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyFileUse</name>
    <message>
        <source>Use a key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key files (*.p12 *.pfx *.P12 *.PFX)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Open a PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check and sign…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the si&amp;gnatures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or &amp;run a command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lock the card now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on a &amp;sample contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Paraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to: {screen}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph {version}

Signs PDF documents with a card. Free software under the GNU Affero General Public License, version 3 or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Paraph</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (no longer there)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>This is a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it, choose the PDFs you want and drop those here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a PDF, or print it to PDF first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no screen to open a window on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy could not be put into its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your signature is made, recorded and kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it from where it is kept, named below, once the folder can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not tell which card readers there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the smart card service (pcscd), or connect the reader anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it in a desktop session, or use the commands: paraph --help lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unforeseen happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your document is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it comes back, send us the report named below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card refused the PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; the card does not tell how many tries remain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs: the card is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it with the PUK, or ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is too short or too long for this card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No try was spent and nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the whole PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s PIN has run out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it with the card&apos;s own software, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card has no PIN yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set one with the card&apos;s own software, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry was ended on the card reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign again, and confirm on the reader&apos;s own keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card ended the login while it was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN was not tried again; your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign again and type the PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card needs its PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the PIN when it is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the card in its reader, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card left while signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was signed before is safe; your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card holds no certificate that fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another card or certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several certificates fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one of them by its SHA-256.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another, or renew it with its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate is not valid yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, or choose another certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is not meant for signing documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the signature certificate of your card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate’s key or method is not safe enough for signatures any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another certificate, or ask its issuer for one with a stronger key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card holds the certificate without its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another certificate, or ask the card&apos;s issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type its password; it is used once and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open this PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its place and your rights to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is damaged inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let Paraph make a repaired copy if nobody has signed it, or ask for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program changed this file after you saw it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it again, then sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF has no page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a document that shows something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This form (XFA) looks different in other programs, so what you see would not be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it to PDF and sign that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is locked for certain certificates, not with a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy without that lock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its author allowed no further signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the author for an open version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document&apos;s permissions forbid signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a version that may be signed, or for the owner&apos;s password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no signature field of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a field that the document has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That field is signed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an empty field, or place a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier signature locked that field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another field, or ask the earlier signer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field&apos;s author asks for another certificate, reason or kind of signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the author what the field takes, or place a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature cannot stand there: it is off the page, too small or over another field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of that name is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy did not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver reports a fault, though the card was not taken out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signature was made just before Paraph was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy is whole and in the audit log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has to be done again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph was ended while this was being signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not signed, and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it and sign it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is made for documents, but not marked as binding its holder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your signature certificate, if your card has one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is made for e-mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is made for any use, logging in among them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its issuer does not say what this certificate is for; it may be for logging in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is short: it is recommended until {day} only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept beyond that day needs a longer key, or an archive timestamp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key lies in a file, and no card guards it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign, as an advanced signature without a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a card, if you have one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the card out, put it back, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver crashed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: the driver starts anew; if it crashes again, bring its software up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver did not answer and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it, or wait until it is done, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver cannot be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its path, or install the card&apos;s software.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds no key that can sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed, and the file is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the .p12 or .pfx file your certificate came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator allows signing with a card only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use your card, or ask your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver is not where it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver is made for another kind of computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the card&apos;s software in the version named below as needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a card driver (PKCS#11).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the driver that the card&apos;s software brings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card offers no method that fits its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The finished signature did not hold when it was read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was thrown away; your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it happens twice, report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is held by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other windows, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile lies on a network drive, where the record is not safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document was not attempted, because one before it failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign it again, or let a batch go on after an error with --keep-going.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This level cannot be reached now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign with level B-B.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An argument has not the form it needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See --help.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModuleRows</name>
    <message>
        <source>Add a driver…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a card driver (PKCS#11)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card drivers ({endings})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking what it is…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drivers in their usual places and those that the system has registered are found by themselves. Add one that lies elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Modules</name>
    <message>
        <source>It loads: {what}, by {maker}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageItem</name>
    <message>
        <source>This page cannot be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageToolbar</name>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page number (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts a box at the line to sign on; click again to draw it yourself (Ctrl+G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for this document (Ctrl+M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PagesAccess</name>
    <message>
        <source>Field {name}, page {page}, signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field {name}, page {page}, empty</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find “{words}” in this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open a document first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PalettePage</name>
    <message>
        <source>Search, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COMMANDS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DOCUMENTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IN THE DOCUMENT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Password of the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open this PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is unchanged. Type the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is used for this document only and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message numerus="yes">
        <source>The PIN is kept for %n minute(s) by the card’s process; locking the screen ends it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key is kept open for %n minute(s) by a process of its own; locking the screen ends it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The password is kept until these documents are signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is kept until these documents are signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is used once and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is used once and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinChoice</name>
    <message numerus="yes">
        <source>For %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>For one batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator decided this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph cannot see here when you lock the screen: minutes count as one batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the card’s own process holds it. Locking the screen, suspending the computer or taking the card out ends it at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Sign 1 document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal 1 document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT THE CARD SAYS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last try. One more wrong PIN locks the card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure? Stop here. Nothing is lost: your box stays where it is. Your PUK letter, or the card’s issuer, gives the tries back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs. Your document is unchanged. Unlock the card with its PUK in its own program, or ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN on the reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has its own keys; the PIN does not pass through here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open the key file. Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; a file counts no tries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card refused the PIN. Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A wrong PIN was typed before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; the card does not tell how many tries remain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A try was wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password of the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password of your key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN of your card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN goes to the card only; Paraph sends it nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password opens the file on this computer; it is sent nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PASSWORD OF THE KEY FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the demo’s card. Its PIN is {pin}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIGNATURE PIN</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>{width} × {height} mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature, page {page}, {left} mm from left, {foot} from bottom, {width} by {height}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, upper left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, upper right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, lower left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, foot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, lower right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the line under “{label}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beneath: the words {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Covers the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller than a signature may be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A box cannot stand here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bottom margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the signature line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a field</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacingView</name>
    <message>
        <source>Field {name}. Enter signs there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature in the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No line to sign on was found. Click where you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message numerus="yes">
        <source>%n earlier signature(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The file may be signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your certificate can sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your certificate ends soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card is in the reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy has a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy needs a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unlocked; nothing will be asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid to {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renew it before {day}. What you sign until then stays valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN will be asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its password will be asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody has signed it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file lies in a temporary folder, such as a mail’s. A copy there would be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written where this file lies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreflightPage</name>
    <message>
        <source>Continue to the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the card is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MUST BE SETTLED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GOOD TO KNOW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settle the red point to go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Readers</name>
    <message numerus="yes">
        <source>%n card(s) ready</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This is {a_card}; its driver is not installed. Install {driver}: {where}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {a_card}; its driver is installed ({drivers}) but does not show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {a_card}; no driver (PKCS#11) for it is known. Ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an unknown card, and no driver shows it. Its ATR is {atr}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card unlocked  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file unlocked  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to lock it now (Ctrl+Shift+L).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card ready  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file ready  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card without its driver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card cannot sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card driver in trouble</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the system’s own PDF program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next document…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHERE IT IS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT NEXT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed with the card, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with the card, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate on the file is the one you confirmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written and read back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new file; the original is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entered in the audit log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Name of the signed copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the PIN is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fee agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{{name}} stands for the original’s name. A signed copy would be called {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CARD DRIVERS ADDED BY HAND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEY FILES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled in for you each time; you can change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>THE SIGNED COPY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT YOUR SIGNATURE CARRIES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual reason and place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YOUR PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper stays white in all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COLOURS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as you change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the usual values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignFlow</name>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document and the card are looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the signed copy goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>in the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for this reason: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed copy: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file signs. The copy is then read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card signs; leave it in the reader. The copy is then read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature is being made. The window closes by itself afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignPanel</name>
    <message>
        <source>Sign this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign without a visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and sign…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate that can sign is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the box on a page first (Ctrl+G), or sign without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your original stays as it is; a signed copy is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was prepared in the document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nowhere on the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature is in the file, without a box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No box yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw it on a page, or press Ctrl+G.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIGNING AS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHERE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HOW IT LOOKS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REASON AND PLACE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The visible signature as it will look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and sign (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SigningRoom</name>
    <message>
        <source>SANDBOX no legal value · demo PIN {pin}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the cards…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ThumbnailModel</name>
    <message>
        <source>Page {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Small pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed, and kept elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewActions</name>
    <message>
        <source>Undo:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place a &amp;signature box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;raw a signature box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to page…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small pa&amp;ges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;pair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Side panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit &amp;page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit &amp;width</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
